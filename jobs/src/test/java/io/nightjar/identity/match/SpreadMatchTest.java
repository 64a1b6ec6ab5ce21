package io.nightjar.identity.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.config.MatchSettings;
import io.nightjar.config.SettingsLoader;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The cluster's matching is the driver's, record by record. */
@ExtendWith(SparkExtension.class)
final class SpreadMatchTest {
    private static final int RECORDS = 2_000;

    @Test
    void findsTheSamePersonsForTheSameReasons(SparkSession spark) {
        People people = new Crowd(7, 40, 9).people(RECORDS);
        MatchSettings settings = settings("100");
        IdentityMatch here = new IdentityMatch(people, settings, 1);
        SpreadMatch there = new SpreadMatch(rows(spark, people).repartition(5), settings, 1, 0);
        assertThat(there.edges().collectAsList())
                .hasSizeGreaterThan(RECORDS / 12)
                .containsExactlyInAnyOrderElementsOf(here.edges());
        Matching expected = here.matching();
        Matching found = there.matching();
        assertThat(found.parameters()).isEqualTo(expected.parameters());
        assertThat(found.parts()).isEqualTo(expected.parts());
        assertThat(found.records()).isEqualTo(RECORDS);
        assertThat(found.joins()).isEqualTo(expected.joins()).isPositive();
        assertThat(found.pairs()).isEqualTo(expected.pairs());
        assertThat(found.leftOut()).isEqualTo(expected.leftOut());
    }

    @Test
    void cutsGroupsThatAreTooLargeInTheSameWay(SparkSession spark) {
        isTheSame(spark, new Crowd(8, 40, 9).people(RECORDS / 2));
    }

    @Test
    void keepsThoseTogetherThatLackAPartInTheSameWay(SparkSession spark) {
        People people = new Crowd(10, 40, 9).withGaps().people(RECORDS / 2);
        assertThat(people.known(Part.SURNAME)).isLessThan(RECORDS * 2 / 5);
        isTheSame(spark, people);
    }

    private static void isTheSame(SparkSession spark, People people) {
        MatchSettings settings = settings("4");
        IdentityMatch here = new IdentityMatch(people, settings, 1);
        SpreadMatch there = new SpreadMatch(rows(spark, people), settings, 1, Long.MAX_VALUE);
        assertThat(there.matching().leftOut())
                .isEqualTo(here.matching().leftOut())
                .isPositive();
        assertThat(there.matching().pairs()).isEqualTo(here.matching().pairs());
        assertThat(there.edges().collectAsList()).containsExactlyInAnyOrderElementsOf(here.edges());
    }

    @Test
    void aCrowdIsDecidedByItsProbablePairsAlone(SparkSession spark) {
        People people = new Crowd(9, 40, 9).people(RECORDS / 2);
        MatchSettings settings = settings("100");
        List<String> all = pairs(new IdentityMatch(people, settings, 1).edges());
        SpreadMatch crowds = new SpreadMatch(rows(spark, people), settings, 1, Long.MAX_VALUE, 2);
        List<String> pairs = pairs(crowds.edges().collectAsList());
        assertThat(pairs).hasSizeGreaterThan(RECORDS / 24);
        assertThat(pairs.stream().filter(all::contains).count()).isGreaterThan(pairs.size() * 97L / 100);
    }

    private static List<String> pairs(List<Row> edges) {
        return edges.stream()
                .map(edge -> edge.getString(1) + " " + edge.getString(3))
                .toList();
    }

    @Test
    void nobodyAndOnePersonAloneHaveNoEdges(SparkSession spark) {
        for (int records : new int[] {0, 1}) {
            SpreadMatch match = new SpreadMatch(rows(spark, new Crowd(1).people(records)), settings("100"), 1, 1);
            assertThat(match.edges().collectAsList()).isEmpty();
            assertThat(match.matching().records()).isEqualTo(records);
            assertThat(match.matching().joins()).isZero();
            assertThat(match.matching().model().share()).isBetween(0.0, 1.0);
        }
    }

    private static MatchSettings settings(String maxBlock) {
        return new SettingsLoader(Map.of())
                .load(List.of(), Map.of(), Map.of("identity.match.max-block", maxBlock))
                .identity()
                .match();
    }

    private static Dataset<Row> rows(SparkSession spark, People people) {
        return spark.createDataFrame(MatchSpeed.rows(people, 0, people.size()), MatchSpeed.DESCRIBED);
    }
}
