package io.nightjar.store.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** HDFS is a matter of the path alone. */
@ExtendWith(SparkExtension.class)
final class HdfsFeedTest {
    @TempDir
    private Path scratch;

    @Test
    void readsFeedsFromHdfs(SparkSession spark) throws IOException {
        Configuration conf = new Configuration();
        conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, scratch.toString());
        try (MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(conf).numDataNodes(1).build()) {
            String root = cluster.getURI() + "/exports";
            write(cluster.getFileSystem(), "/exports/a b.csv", "id,name\n1,x\n2,\"y\nz\"\n3,w\n");
            spark.sql("select '4' as id, 'p' as name").coalesce(1).write().parquet(root + "/typed");
            FeedSpec csv = FeedSpec.csv("products", "shop", root, "*.csv", List.of("id", "name"));
            FeedSpec parquet = FeedSpec.parquet("products", "shop", root, "typed", List.of("id", "name"));
            assertThat(rows(spark, csv.withChunkBytes(4))).containsExactly("a b.csv:2 1", "a b.csv:3 2", "a b.csv:5 3");
            assertThat(rows(spark, parquet)).singleElement().asString().matches("typed/part-.*\\.parquet:1 4");
        }
    }

    private static List<String> rows(SparkSession spark, FeedSpec spec) {
        Inventory inventory = FeedReader.take(spark, spec);
        assertThat(inventory.problems()).isEmpty();
        List<String> rows = FeedReader.read(spark, inventory).select("_file", "_line", "id").collectAsList().stream()
                .map(HdfsFeedTest::text)
                .toList();
        FeedReader.verifyUnchanged(spark, inventory);
        return rows;
    }

    private static String text(Row row) {
        return row.getString(0) + ":" + row.getLong(1) + " " + row.getString(2);
    }

    private static void write(FileSystem files, String path, String text) throws IOException {
        try (FSDataOutputStream out = files.create(new org.apache.hadoop.fs.Path(path))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
