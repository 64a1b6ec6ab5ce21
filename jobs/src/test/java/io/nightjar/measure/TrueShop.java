package io.nightjar.measure;

import io.nightjar.sample.SampleSettings;
import io.nightjar.sample.SampleShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** A simulated shop, of which the truth is known, and jobs of its night, run by the script that users have. */
final class TrueShop {
    private static final int LARGE = 200_000;
    private static final Pattern TABLE =
            Pattern.compile("^(\\w+): [\\d,]+ rows, .*, in (?:file:)?(\\S+)$", Pattern.MULTILINE);

    @Option(names = "--customers", paramLabel = "N", description = "Size. Default: ${DEFAULT-VALUE}.")
    private int customers;

    @Option(
            names = "--seed",
            defaultValue = "42",
            paramLabel = "N",
            description = "Of the shop. Default: 42, the sample.")
    private long seed;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description =
                    "Make the shop there and leave it; one that is there is taken as it is, with the tables of its"
                            + " nights. Each size wants a folder of its own. Default: a folder that is removed at the end.")
    private Path folder;

    private Bench bench;
    private Path exports;
    private Path conf;
    private Path home;

    /** @param customers where the caller does not say how many */
    TrueShop(int customers) {
        this.customers = customers;
    }

    /** Makes the exports, unless they are there, and says what they are. */
    void write() throws IOException {
        write("");
    }

    /** @param more settings beside those of the sample */
    void write(String more) throws IOException {
        bench = new Bench();
        Path place = folder == null ? bench.scratch() : Files.createDirectories(folder.toAbsolutePath());
        exports = place.resolve("exports");
        home = place.resolve("home");
        // The summary is written last.
        if (!Files.exists(exports.resolve("truth").resolve("summary.json"))) {
            SampleShop.write(new SampleSettings(customers, 13, Bench.DATE, seed, 2), exports, (done, all) -> {});
        }
        String partitions = customers < LARGE ? "" : "spark { \"spark.sql.shuffle.partitions\" = 64 }\n";
        conf = ShopConf.write(place, exports, partitions + more);
        System.out.printf(Locale.ROOT, "A shop of %,d customers, seed %d%n", customers, seed);
    }

    /** The truth is below it. */
    Path exports() {
        return exports;
    }

    Path home() {
        return home;
    }

    /** Runs a job and what it needs; what it says of its table. */
    Matcher run(String job) {
        Child.Cost cost = cost(job);
        Matcher table = TABLE.matcher(cost.output());
        if (!table.find()) {
            throw new IllegalStateException("No table in:\n" + cost.output());
        }
        return table;
    }

    /** What it costs to run a job and what it needs. */
    Child.Cost cost(String job) {
        return Bench.done(bench.script(
                "nightjar",
                Map.of(),
                Bench.with(
                        home.toString(), List.of("job", job, "-c", conf.toString(), "--date", Bench.DATE.toString()))));
    }

    /** Runs jobs, one after the other; each one's table is a view by its name. */
    void view(Statement sql, String... jobs) throws SQLException {
        for (String job : jobs) {
            Matcher table = run(job);
            view(sql, table.group(1), Path.of(table.group(2)));
        }
    }

    static void view(Statement sql, String name, Path rows) throws SQLException {
        sql.execute("create view " + name + " as select * from '" + rows + "/*.parquet'");
    }
}
