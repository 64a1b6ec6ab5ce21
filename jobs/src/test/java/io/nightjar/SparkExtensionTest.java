package io.nightjar;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class SparkExtensionTest {
    @Test
    void givesOneWorkingSession(SparkSession spark, SparkSession again) {
        assertThat(spark.range(3).count()).isEqualTo(3);
        assertThat(again).isSameAs(spark);
        assertThat(spark.conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
    }
}
