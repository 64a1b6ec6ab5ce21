package io.nightjar.measure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What it costs to make a large sample shop, and how fast its exports are staged, beside DuckDB typing the same files. */
@Command(name = "simulator", mixinStandardHelpOptions = true, description = "Makes a shop and stages its exports.")
final class MeasureSimulator implements Callable<Integer> {
    /** {@code [ 1/27] parse-purchases   26,843 rows    15.4 s  (0:29)}. */
    private static final Pattern STEP =
            Pattern.compile("\\[ *\\d+/\\d+] (parse|find-duplicates|stage)-(\\S+) +([0-9,]+) rows +([0-9.]+) s ");

    @Option(names = "--customers", paramLabel = "N", defaultValue = "1000000", description = "Default: 1000000.")
    private long customers;

    @Option(names = "--months", paramLabel = "M", defaultValue = "13", description = "Default: 13.")
    private int months;

    @Option(
            names = "--shop",
            paramLabel = "DIR",
            description = "Stage this shop, made earlier by make-sample-data, and make none.")
    private Path shop;

    @Override
    public Integer call() throws IOException, SQLException {
        Bench bench = new Bench();
        Path exports = shop == null ? simulate(bench) : shop.toAbsolutePath();
        Lines lines = new Lines("stages the same files", "rows", "wall s", "rows/s", "peak MB");
        stage(bench, exports, lines);
        duck(bench, exports, lines);
        lines.print();
        System.out.println("Nightjar: parsing, row rules, duplicates, hashes of files and rows, Parquet; the sum of its"
                + " staging steps. DuckDB: parsing and types, Parquet.");
        return 0;
    }

    private Path simulate(Bench bench) {
        Path exports = bench.scratch().resolve("exports");
        Child.Cost cost = Bench.done(bench.script(
                "nightjar",
                Map.of(),
                List.of(
                        "make-sample-data",
                        "--customers",
                        String.valueOf(customers),
                        "--months",
                        String.valueOf(months),
                        "--out",
                        exports.toString())));
        Lines lines = new Lines("simulator", "wall s", "cpu s", "peak MB");
        lines.add(customers + " customers", cost.seconds(), cost.cpuSeconds(), cost.peakMegabytes());
        lines.print();
        System.out.println(
                cost.output().lines().reduce((before, after) -> after).orElse(""));
        return exports;
    }

    private static void stage(Bench bench, Path exports, Lines lines) {
        Path conf = ShopConf.write(bench.scratch(), exports, "");
        Child.Cost cost = Bench.done(bench.script(
                "nightjar",
                Map.of(),
                Bench.with(
                        bench.home("staged"),
                        List.of("job", "build-feed-accounts", "-c", conf.toString(), "--date", "2026-06-30"))));
        long rows = 0;
        double seconds = 0;
        Matcher step = STEP.matcher(cost.output());
        while (step.find()) {
            rows += step.group(1).equals("parse") ? Long.parseLong(step.group(3).replace(",", "")) : 0;
            seconds += Double.parseDouble(step.group(4));
        }
        lines.add("nightjar, all sources", rows, seconds, (long) (rows / seconds), cost.peakMegabytes());
    }

    /** In this JVM, whose memory says nothing; on as many threads as Nightjar has. */
    private static void duck(Bench bench, Path exports, Lines lines) throws IOException, SQLException {
        long rows = 0;
        double seconds = 0;
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("SET threads = " + Runtime.getRuntime().availableProcessors());
            for (String select : queries(exports)) {
                String file = bench.scratch()
                        .resolve("duck-" + Integer.toHexString(select.hashCode()) + ".parquet")
                        .toString();
                long start = System.nanoTime();
                statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet, COMPRESSION zstd)");
                seconds += (System.nanoTime() - start) / 1e9;
                try (ResultSet count = statement.executeQuery("SELECT count(*) FROM '" + file + "'")) {
                    count.next();
                    rows += count.getLong(1);
                }
            }
        }
        lines.add("duckdb, all sources", rows, seconds, (long) (rows / seconds), "");
    }

    private static List<String> queries(Path exports) throws IOException {
        try (InputStream in = MeasureSimulator.class.getResourceAsStream("duckdb-staging.sql")) {
            String text =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("{exports}", exports.toString());
            return Pattern.compile(";\\s*\\n")
                    .splitAsStream(text)
                    .map(String::strip)
                    .filter(query -> !query.isEmpty())
                    .toList();
        }
    }
}
