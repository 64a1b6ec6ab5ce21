package io.nightjar.measure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What the profile of a large simulated shop costs once its exports are staged, beside DuckDB computing the same purchase
 * and click aggregates from the same rows.
 */
@Command(
        name = "profile-speed",
        mixinStandardHelpOptions = true,
        description = "Wall, CPU and memory of the whole profile of a simulated shop, beside DuckDB.")
final class MeasureProfileSpeed implements Callable<Integer> {
    private static final Pattern STEP = Pattern.compile("\\[ *\\d+/\\d+] (\\S+) +([0-9,]+) rows +([0-9.]+) s ");

    /** The jobs of the profile, with the tables they make; those DuckDB computes as well first. */
    private static final Map<String, String> JOBS = jobs();

    private static final String COPY = "events-copy-";
    private static final List<String> COMPARED = List.of("build-rfm", "build-activity", "build-affinities");

    @Mixin
    private TrueShop shop = new TrueShop(1_000_000);

    @Option(
            names = "--times",
            paramLabel = "K",
            defaultValue = "1",
            description = "So many copies of all events, to see that the cost of one stays flat. Default: 1.")
    private int times;

    private static Map<String, String> jobs() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("build-rfm", "rfm");
        all.put("build-activity", "activity");
        all.put("build-affinities", "affinities");
        all.put("map-searches", "search_categories");
        all.put("score-tones", "interaction_tones");
        all.put("build-engagement", "engagement");
        all.put("build-contact-points", "contact_points");
        all.put("build-profiles", "customer_profiles");
        return all;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        // One job after the other, each on all cores as DuckDB's queries are.
        shop.write("run.jobs-side-by-side = 1\n" + (times > 1 ? "sources.clickstream.duplicates = keep\n" : ""));
        copyEvents();
        shop.run("build-profiles");
        Path tables = shop.home().resolve("work/tables");
        for (String table : JOBS.values()) {
            Bench.delete(tables.resolve(table));
        }
        Child.Cost cost = shop.cost("build-profiles");
        Lines lines = new Lines("profile", "wall s", "cpu s", "peak MB");
        lines.add("all of it, start included", cost.seconds(), cost.cpuSeconds(), cost.peakMegabytes());
        double compared = 0;
        Matcher step = STEP.matcher(cost.output());
        while (step.find()) {
            if (JOBS.containsKey(step.group(1))) {
                double seconds = Double.parseDouble(step.group(3));
                compared += COMPARED.contains(step.group(1)) ? seconds : 0;
                lines.add("  " + step.group(1), seconds, "", "");
            }
        }
        double duck = duck(tables, lines);
        lines.print();
        System.out.printf(
                java.util.Locale.ROOT,
                "%s together: %.1f s, %.2f times DuckDB.%n",
                String.join(", ", COMPARED),
                compared,
                compared / duck);
        return 0;
    }

    private void copyEvents() throws IOException {
        Path events = shop.exports().resolve("clickstream");
        try (Stream<Path> files = Files.list(events)) {
            for (Path file : files.filter(file -> !isCopy(file)).toList()) {
                for (int copy = 2; copy <= times; copy++) {
                    Files.copy(
                            file,
                            events.resolve(COPY + copy + "-" + file.getFileName()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static boolean isCopy(Path file) {
        return file.getFileName().toString().startsWith(COPY);
    }

    /** In this JVM, on two threads, into tables in memory. */
    private static double duck(Path tables, Lines lines) throws IOException, SQLException {
        double all = 0;
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                InputStream in = MeasureProfileSpeed.class.getResourceAsStream("duckdb-profile.sql")) {
            statement.execute("SET threads = 2");
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{tables}", tables.toString())
                    .replace("{date}", Bench.DATE.toString());
            for (String query : text.split(";\\s*\\n")) {
                if (query.isBlank()) {
                    continue;
                }
                long start = System.nanoTime();
                statement.execute(query);
                double seconds = (System.nanoTime() - start) / 1e9;
                all += seconds;
                Matcher name = Pattern.compile("create table (\\w+)").matcher(query);
                if (name.find()) {
                    lines.add("duckdb " + name.group(1), seconds, "", "");
                }
            }
            try (ResultSet count = statement.executeQuery("select count(*) from clicks")) {
                count.next();
                lines.add("duckdb, all", all, "", "");
                System.out.printf(java.util.Locale.ROOT, "%,d events%n", count.getLong(1));
            }
        }
        return all;
    }
}
