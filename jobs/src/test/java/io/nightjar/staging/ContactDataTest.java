package io.nightjar.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.schema.Field;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.RejectedRows;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nobody's contact data gets into what is put aside, wherever it stands and however the row is broken. */
@ExtendWith(SparkExtension.class)
final class ContactDataTest {
    /** Words and numbers that no pattern recognises: only the column tells that they are somebody's. */
    private static final String WORD = "Quetzalcoatl";

    private static final String DATE = "1987-06-05";

    @TempDir
    private Path folder;

    @Test
    void hidesEveryContactColumnOfEverySourceInCsvAndJson(SparkSession spark) throws IOException {
        Desk desk = new Desk(spark, folder);
        StringBuilder conf = new StringBuilder();
        for (SourceTable source : Sources.ALL) {
            desk.file(source.name() + ".csv", csv(source)).file(source.name() + ".jsonl", json(source));
            conf.append("sources.%1$s { on-unreadable = reject, feeds = [{ name = text, path = ${IN}\"/%1$s.csv\" }"
                            .formatted(source.name()))
                    .append(", { name = lines, path = ${IN}\"/%1$s.jsonl\", format = json }] }%n"
                            .formatted(source.name()));
        }
        List<Row> rejected = desk.stage(conf.toString()).rows(RejectedRows.TABLE);
        // Per source: no ids, a value too few, a value too many; no ids as JSON, and a cut line.
        assertThat(rejected).hasSize(5 * Sources.ALL.size());
        assertThat(texts(rejected)).noneMatch(ContactDataTest::tells);
        assertThat(rejected).allMatch(row -> row.getAs(Provenance.RAW.name()) != null);
    }

    @Test
    void hidesContactDataInParquetRowsAndMappedNests(SparkSession spark) throws IOException {
        spark.sql("select '' as id, named_struct('mail', '%1$s', 'name', '%1$s') as who, date'%2$s' as born"
                        .formatted(WORD, DATE))
                .coalesce(1)
                .write()
                .parquet(folder.resolve("in/p").toString());
        Desk desk = new Desk(spark, folder)
                .file(
                        "c.jsonl",
                        "{\"id\":\"\",\"who\":{\"mail\":\"%1$s\",\"name\":\"%1$s\"},\"born\":\"%2$s\"}%n"
                                .formatted(WORD, DATE));
        List<Row> rejected = desk.stage("""
                        sources.customers.feeds = [
                          { name = old, path = ${IN}"/p", format = parquet, columns {
                            customer_key = "id", email = "who.mail", birth_on = "born" } }
                          { name = new, path = ${IN}"/c.jsonl", format = json, columns {
                            customer_key = "id", email = "get_json_object(who, '$.mail')", birth_on = "born" } }
                        ]""").rows(RejectedRows.TABLE);
        assertThat(rejected).hasSize(2);
        assertThat(texts(rejected)).noneMatch(ContactDataTest::tells);
    }

    @Test
    void hidesAddressesAndNumbersThatStandInTheWrongColumn(SparkSession spark) throws IOException {
        List<Row> rejected = new Desk(spark, folder)
                .file("a.csv", """
                        order_id,ordered_at,product_id,amount
                        o1,2026-01-05,p1,eve@leak.example
                        o2,+43 660 555 01 01,p1,1
                        """)
                .file("c.csv", "visitor_id,occurred_at,event_type\nv1,2026-01-05,eve@leak.example\n")
                .file("k.csv", "Nr,Born,Agreed\nk1,%s,Y\n".formatted(DATE))
                .stage("""
                        sources.purchases.feeds = [{ path = ${IN}"/a.csv" }]
                        sources.clickstream.feeds = [{ path = ${IN}"/c.csv" }]
                        sources.customers { on-unreadable = reject, feeds = [{ path = ${IN}"/k.csv", columns {
                          customer_key = "Nr", birth_on = "Born", email_opt_in = "case when Born is null then true end"
                        } }] }""")
                .rows(RejectedRows.TABLE);
        assertThat(rejected).hasSize(4);
        assertThat(texts(rejected)).noneMatch(text -> text.contains("eve@") || text.contains("555") || tells(text));
        assertThat(texts(rejected))
                .contains("email_opt_in cannot be read as yes or no from Born = a value that is not shown;"
                        + " correct the export or the mapping");
    }

    private static String csv(SourceTable source) {
        String header = String.join(",", source.names());
        String row = source.fields().stream().map(ContactDataTest::value).collect(Collectors.joining(","));
        return header + "\n" + row + "\n" + row.substring(row.indexOf(',') + 1) + "\n" + row + ",x\n";
    }

    private static String json(SourceTable source) {
        String object = source.fields().stream()
                .map(field -> "\"" + field.name() + "\":\"" + value(field) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        return object + "\n" + object.substring(0, object.length() - 4) + "\n";
    }

    private static String value(Field field) {
        if (!field.isContact()) {
            return "";
        }
        return DataTypes.DateType.equals(field.type()) ? DATE : WORD;
    }

    private static List<String> texts(List<Row> rows) {
        return rows.stream()
                .flatMap(row -> RejectedRows.TABLE.fields().stream()
                        .filter(field -> DataTypes.StringType.equals(field.type()))
                        .map(field -> String.valueOf(row.get(row.fieldIndex(field.name())))))
                .toList();
    }

    private static boolean tells(String text) {
        return text.contains(WORD) || text.contains(DATE);
    }
}
