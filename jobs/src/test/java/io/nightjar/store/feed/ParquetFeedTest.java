package io.nightjar.store.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.SparkExtension;
import io.nightjar.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The bad Parquet files of the world, one by one. */
@ExtendWith(SparkExtension.class)
final class ParquetFeedTest {
    @TempDir
    private Path root;

    @TempDir
    private Path elsewhere;

    @Test
    void readsTypedRowsWithFileAndRowNumber(SparkSession spark) throws IOException {
        write(spark, "store=00123/a b+c.parquet", "select * from values (1L, 'x'), (2L, null) as t(id, name)");
        assertThat(rows(spark))
                .containsExactly(
                        "[store=00123/a b+c.parquet,1,null,{\"id\":1,\"name\":\"x\"},1,x]",
                        "[store=00123/a b+c.parquet,2,null,{\"id\":2,\"name\":null},2,null]");
    }

    @Test
    void findsColumnsInAnyCaseAndOrder(SparkSession spark) throws IOException {
        write(spark, "a.parquet", "select 1L as id, 'x' as name");
        write(spark, "b.parquet", "select 'y' as NAME, 2L as Id, 3 as more");
        assertThat(take(spark).files().get(1).extraColumns()).containsExactly("more");
        assertThat(rows(spark))
                .containsExactly(
                        "[a.parquet,1,null,{\"id\":1,\"name\":\"x\"},1,x]",
                        "[b.parquet,1,null,{\"id\":2,\"name\":\"y\"},2,y]");
    }

    @Test
    void refusesAFileOfAnotherTypeThanTheFirst(SparkSession spark) throws IOException {
        write(spark, "a.parquet", "select 1L as id, 'x' as name");
        write(spark, "b.parquet", "select '2' as id, 'y' as name");
        assertThat(problem(spark))
                .isEqualTo("PARQUET_TYPE_DRIFT: b.parquet: column id is string here and int64 in"
                        + " a.parquet; export both alike, or read them as two feeds");
        assertThat(rows(spark)).containsExactly("[a.parquet,1,null,{\"id\":1,\"name\":\"x\"},1,x]");
    }

    @Test
    void refusesAFileThatLacksAColumn(SparkSession spark) throws IOException {
        write(spark, "a.parquet", "select 1L as id, 'x' as full_name");
        assertThat(problem(spark))
                .isEqualTo("PARQUET_MISSING_COLUMN: a.parquet: column name (nearest: full_name) not"
                        + " found; export it, or set columns.name = \"full_name\" if it was renamed"
                        + " (sources.products feed shop: columns)");
        assertThat(rows(spark)).isEmpty();
    }

    @Test
    void refusesColumnsThatDifferByCaseOnly(SparkSession spark) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType(
                "message m { required int64 id; required int64 ID; required int64 name; }");
        writeForeign(
                "a.parquet",
                schema,
                new SimpleGroupFactory(schema)
                        .newGroup()
                        .append("id", 1L)
                        .append("ID", 2L)
                        .append("name", 3L));
        assertThat(problem(spark))
                .isEqualTo("PARQUET_COLUMN_COLLISION: a.parquet: column ID is there twice"
                        + " (case does not count); give each column its own name");
    }

    @Test
    void refusesEmptyCutAndForeignFilesAndReadsTheGoodOne(SparkSession spark) throws IOException {
        write(spark, "good.parquet", "select 1L as id, 'x' as name");
        byte[] good = Files.readAllBytes(root.resolve("good.parquet"));
        Files.write(root.resolve("cut.parquet"), Arrays.copyOf(good, good.length - 9));
        Files.writeString(root.resolve("csv.parquet"), "id,name\n1,x\n");
        Files.write(root.resolve("empty.parquet"), new byte[0]);
        byte[] damaged = good.clone();
        Arrays.fill(damaged, good.length - 60, good.length - 8, (byte) 0x5A);
        Files.write(root.resolve("footer.parquet"), damaged);
        assertThat(take(spark).problems())
                .extracting(FileProblem::toString)
                .containsExactly(
                        "NOT_PARQUET: csv.parquet: the file is cut or not Parquet; export it again",
                        "NOT_PARQUET: cut.parquet: the file is cut or not Parquet; export it again",
                        "EMPTY_PARQUET: empty.parquet: the file has no bytes; export it again",
                        "NOT_PARQUET: footer.parquet: the file's footer is damaged; export it again");
        assertThat(rows(spark)).containsExactly("[good.parquet,1,null,{\"id\":1,\"name\":\"x\"},1,x]");
    }

    @Test
    void failsLoudlyOnDatesThatOldWritersMeantOtherwise(SparkSession spark) throws IOException {
        MessageType schema =
                MessageTypeParser.parseMessageType("message m { required int64 id; required int32 name (DATE); }");
        writeForeign(
                "a.parquet",
                schema,
                new SimpleGroupFactory(schema).newGroup().append("id", 1L).append("name", -200_000));
        assertThatThrownBy(() -> rows(spark)).hasStackTraceContaining("datetimeRebaseMode");
    }

    @Test
    void refusesASessionThatWouldPassOverCorruptFiles(SparkSession spark) throws IOException {
        write(spark, "a.parquet", "select 1L as id, 'x' as name");
        SparkSession careless = spark.newSession();
        careless.conf().set("spark.sql.files.ignoreCorruptFiles", "true");
        assertThatThrownBy(() -> take(careless))
                .isInstanceOf(StoreException.class)
                .hasMessage("spark.sql.files.ignoreCorruptFiles is true, so Spark would leave out unreadable files"
                        + " without a word; set it to false");
    }

    private List<String> rows(SparkSession spark) {
        Inventory inventory = take(spark);
        List<String> rows = FeedReader.read(spark, inventory).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
        assertThat(inventory.records()).isEqualTo(rows.size());
        return rows;
    }

    private String problem(SparkSession spark) {
        List<FileProblem> problems = take(spark).problems();
        assertThat(problems).hasSize(1);
        return problems.get(0).toString();
    }

    private Inventory take(SparkSession spark) {
        return FeedReader.take(
                spark, FeedSpec.parquet("products", "shop", root.toString(), "*", List.of("id", "name")));
    }

    private void write(SparkSession spark, String name, String query) throws IOException {
        Path scratch = Files.createTempDirectory(elsewhere, "written");
        spark.sql(query).coalesce(1).write().mode("overwrite").parquet(scratch.toString());
        Path target = root.resolve(name);
        Files.createDirectories(target.getParent());
        try (Stream<Path> parts = Files.list(scratch)) {
            Files.copy(
                    parts.filter(part -> part.toString().endsWith(".parquet"))
                            .findFirst()
                            .orElseThrow(),
                    target);
        }
    }

    private void writeForeign(String name, MessageType schema, Group row) throws IOException {
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(root.resolve(name)))
                .withType(schema)
                .build()) {
            writer.write(row);
        }
    }
}
