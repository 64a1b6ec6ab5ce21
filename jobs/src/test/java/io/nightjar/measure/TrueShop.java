package io.nightjar.measure;

import io.nightjar.sample.SampleSettings;
import io.nightjar.sample.SampleShop;
import java.io.IOException;
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

    private Bench bench;
    private Path exports;
    private Path conf;

    /** @param customers where the caller does not say how many */
    TrueShop(int customers) {
        this.customers = customers;
    }

    /** Makes the exports and says what was made. */
    void write() throws IOException {
        bench = new Bench();
        exports = bench.scratch().resolve("exports");
        SampleShop.write(new SampleSettings(customers, 13, Bench.DATE, seed, 2), exports, (done, all) -> {});
        conf = ShopConf.write(bench.scratch(), exports, "");
        System.out.printf(Locale.ROOT, "A shop of %,d customers, seed %d%n", customers, seed);
    }

    /** The truth is below it. */
    Path exports() {
        return exports;
    }

    Path home() {
        return Path.of(bench.home("home"));
    }

    /** Runs a job and what it needs; what it says of its table. */
    Matcher run(String job) {
        Child.Cost cost = Bench.done(bench.script(
                "nightjar",
                Map.of(),
                Bench.with(
                        home().toString(),
                        List.of("job", job, "-c", conf.toString(), "--date", Bench.DATE.toString()))));
        Matcher table = TABLE.matcher(cost.output());
        if (!table.find()) {
            throw new IllegalStateException("No table in:\n" + cost.output());
        }
        return table;
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
