package io.nightjar.measure;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The sample night with its work area, warehouse and lists on HDFS. */
@Command(name = "hdfs", mixinStandardHelpOptions = true, description = "The sample night on HDFS.")
final class MeasureHdfs implements Callable<Integer> {
    @Mixin
    private Bench bench;

    @Override
    public Integer call() throws IOException {
        Configuration conf = new Configuration();
        conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, bench.home("dfs"));
        try (MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(conf).numDataNodes(1).build()) {
            String local = bench.home("local");
            String remote = cluster.getURI() + "/nightjar";
            Lines lines = new Lines("home", "wall s", "cpu s", "peak MB", "content");
            MeasureNight.add(lines, "local", Bench.done(bench.night(local)), Bench.content(local));
            Child.Cost cost = Bench.done(bench.night(
                    remote,
                    Bench.DATE,
                    Map.of(),
                    List.of("-D", "warehouse.properties.uri=jdbc:sqlite:" + bench.home("catalog.db"))));
            MeasureNight.add(lines, "hdfs", cost, Bench.content(remote));
            lines.print();
            System.out.println("tables and lists on HDFS: " + Bench.differences(remote, local));
        }
        return 0;
    }
}
