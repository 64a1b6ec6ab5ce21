package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.measure.Child;
import io.nightjar.measure.PublishedNight;
import io.nightjar.measure.ShopConf;
import io.nightjar.measure.StandaloneCluster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same night on other machines and another file system: the same tables and lists, to the last bit. */
@ExtendWith(SparkExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterNightTest {
    private static final LocalDate DATE = LocalDate.of(2026, 6, 30);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private TestShop shop;
    private Map<String, String> tables;
    private Map<String, String> lists;

    @BeforeAll
    void runTheNightHere(SparkSession spark, @TempDir Path folder) {
        shop = TestShop.small(folder).also("decide.receipts.rewind-days-ago = [30, 90]");
        shop.night(spark, DATE);
        tables = shop.booked(shop.live());
        lists = listsOf(shop);
        assertThat(tables).isNotEmpty();
        assertThat(lists).isNotEmpty();
    }

    @Test
    void isTheSameOnHdfsAndAClusterThatLosesAWorker(SparkSession spark, @TempDir Path folder) throws IOException {
        Path jar = folder.resolve("nightjar.jar");
        pack(jar);
        Configuration conf = new Configuration();
        conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
        try (MiniDFSCluster files =
                        new MiniDFSCluster.Builder(conf).numDataNodes(1).build();
                StandaloneCluster cluster = StandaloneCluster.start(
                        folder, StandaloneCluster.layOutSpark(folder.resolve("spark")), 2, "1g")) {
            String home = files.getURI() + "/nightjar";
            String catalog = "jdbc:sqlite:" + folder.resolve("catalog.db");
            TestShop there = shop.with("home", home).with("warehouse.properties.uri", catalog);
            List<String> command = List.of(
                    "run",
                    "-c",
                    there.conf().toString(),
                    "-D",
                    "home=" + home,
                    "-D",
                    "warehouse.properties.uri=" + catalog,
                    "--date",
                    DATE.toString());
            try (Child night = submit(cluster, jar, command)) {
                assertThat(night.awaitOutput("[10/", PATIENCE))
                        .as(night.output())
                        .isTrue();
                cluster.killOneWorker();
                Child.Cost cost = night.await(PATIENCE);
                assertThat(cost.exitCode()).as(cost.output()).isZero();
            }
            assertThat(there.booked(there.live())).isEqualTo(tables);
            assertThat(listsOf(there)).isEqualTo(lists);
            PublishedNight seen = there.published(spark);
            assertThat(seen.breaches()).isEmpty();
            assertThat(seen.main()).isEqualTo(tables);
            try (Child again = submit(cluster, jar, command)) {
                assertThat(again.await(PATIENCE).output()).contains("Nothing to do");
            }
        }
    }

    private static Child submit(StandaloneCluster cluster, Path jar, List<String> command) throws IOException {
        return cluster.submit(
                jar, List.of("--conf", "spark.executor.memory=600m"), command, TestShop.ENVIRONMENT, ShopConf.root());
    }

    private static Map<String, String> listsOf(TestShop shop) {
        return PublishedNight.bookedLists(shop.home().places(), shop.home().work(), shop.live());
    }

    /** The thin jar, of classes that were not packed yet. */
    private static void pack(Path jar) throws IOException {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                var files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
    }
}
