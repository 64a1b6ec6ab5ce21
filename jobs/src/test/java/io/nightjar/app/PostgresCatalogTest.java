package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.Settings;
import io.nightjar.config.SettingsLoader;
import io.nightjar.publish.PublishWarehouse;
import io.nightjar.schema.Field;
import io.nightjar.schema.Table;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Iceberg catalog in a PostgreSQL database, by configuration alone. */
@ExtendWith(SparkExtension.class)
final class PostgresCatalogTest {
    private static final Field ID = Field.string("customer_id");
    private static final Table PEOPLE = new Table("people", List.of(ID), List.of(ID));
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");

    @Test
    void publishesGoesBackAndForgetsWithTheCatalogInPostgres(SparkSession spark, @TempDir Path folder)
            throws IOException, SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            SparkSession own = session(spark, folder, server.getJdbcUrl("postgres", "postgres"));
            PublishWarehouse warehouse =
                    new PublishWarehouse(own, Sessions.CATALOG + ".crm", List.of(PEOPLE), 7, () -> {});
            publish(warehouse, own, "ann", "2026-01-31-aa");
            publish(warehouse, own, "bob", "2026-02-01-bb");
            assertThat(people(own)).isEqualTo("bob");
            warehouse.goBack("2026-01-31-aa");
            assertThat(people(own)).isEqualTo("ann");
            warehouse.goBack("2026-02-01-bb");
            warehouse.forgetOthers("2026-02-01-bb");
            assertThat(people(own)).isEqualTo("bob");
            assertThat(warehouse.live()).contains("2026-02-01-bb");
            assertThat(new HomeScan(
                                    new io.nightjar.store.Places(new org.apache.hadoop.conf.Configuration()),
                                    List.of("ann"))
                            .below(new org.apache.hadoop.fs.Path(
                                    folder.resolve("home").toString())))
                    .isEmpty();
            publish(warehouse, own, "cat", "2026-02-02-cc");
            assertThat(people(own)).isEqualTo("cat");
            assertThat(tables(server)).isEqualTo("2");
        }
    }

    private static SparkSession session(SparkSession spark, Path folder, String url) {
        Settings settings = new SettingsLoader(Map.of())
                .load(
                        List.of(),
                        Map.of(),
                        Map.of(
                                "home",
                                folder.resolve("home").toString(),
                                "warehouse.properties.uri",
                                url,
                                "warehouse.properties.\"jdbc.user\"",
                                "postgres"));
        SparkSession own = spark.newSession();
        new Sessions(settings, new Home(settings)).configuration().forEach((name, value) -> {
            if (name.startsWith("spark.sql.catalog.")) {
                own.conf().set(name, value);
            }
        });
        return own;
    }

    private static void publish(PublishWarehouse warehouse, SparkSession spark, String person, String run) {
        warehouse.stage(new Tables(spark).with(PEOPLE, Rows.of(spark, PEOPLE, person)), DAY, run);
        warehouse.flip(run);
    }

    private static String people(SparkSession spark) {
        return spark.table(Sessions.CATALOG + ".crm.people").head().getString(0);
    }

    private static String tables(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM iceberg_tables WHERE table_namespace = 'crm'")) {
            row.next();
            return row.getString(1);
        }
    }
}
