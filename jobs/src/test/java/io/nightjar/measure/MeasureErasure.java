package io.nightjar.measure;

import io.nightjar.sample.SampleSettings;
import io.nightjar.sample.SampleShop;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Erasure from beginning to end, by the commands that users have: a person is in every source of a simulated shop, asks
 * to be erased, and comes back under a new number. What is left is looked for by {@code erase --check}, in every file
 * below home and in PostgreSQL.
 */
@Command(
        name = "erasure",
        mixinStandardHelpOptions = true,
        description = "Bytes of a planted person found anywhere: before, after the next night, and after coming back.")
final class MeasureErasure implements Callable<Integer> {
    private static final LocalDate FIRST = SampleSettings.LAST_DAY.minusDays(2);
    private static final Pattern PERSON = Pattern.compile("(?m)^Person (\\S+)$");
    private static final Pattern FOUND = Pattern.compile("(?m)^ *([0-9,]+)  ");

    @Option(names = "--customers", defaultValue = "300", paramLabel = "N", description = "Default: 300.")
    private int customers;

    private Path scratch;
    private List<String> settings;
    private List<String> words;
    private int programs;

    @Override
    public Integer call() throws Exception {
        scratch = Files.createTempDirectory("nightjar-erasure");
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            Path exports = scratch.resolve("exports");
            SampleShop.write(
                    new SampleSettings(customers, 13, SampleSettings.LAST_DAY, 7, 2), exports, (done, all) -> {});
            PlantedPerson.plant(exports);
            PlantedPerson.click(exports);
            Path conf = ShopConf.write(scratch, exports, "");
            settings = List.of(
                    "-c", conf.toString(),
                    "-D", "postgres.enabled=true",
                    "-D", "postgres.url=" + server.getJdbcUrl("postgres", "postgres"),
                    "-D", "postgres.user=postgres",
                    "-D", "churn.min-positives=10");
            return measure(exports);
        } finally {
            Bench.delete(scratch);
        }
    }

    private int measure(Path exports) throws IOException {
        Lines lines = new Lines("when", "places", "bytes or rows", "seconds");
        double first = night(FIRST);
        words = new ArrayList<>(PlantedPerson.words());
        words.add(person());
        look(lines, "after the first night", first);
        Child.Cost erased = program(0, "erase", "--email", PlantedPerson.EMAIL);
        System.out.println(erased.output().strip());
        look(lines, "after erase", erased.seconds());
        long next = look(lines, "after the next night", night(FIRST.plusDays(1)));
        PlantedPerson.comeBack(exports);
        long back = look(lines, "after a night whose exports have the person again", night(FIRST.plusDays(2)));
        lines.print();
        System.out.println(program(0, "erase", "--list").output().strip());
        return next + back == 0 ? 0 : 1;
    }

    private double night(LocalDate date) {
        return program(0, "run", "--date", date.toString()).seconds();
    }

    /** The planted person's {@code customer_id} in the first night. */
    private String person() {
        String told = program(0, "explain", PlantedPerson.NUMBER).output();
        Matcher line = PERSON.matcher(told);
        if (!line.find()) {
            throw new IllegalStateException("Nobody was planted:\n" + told);
        }
        return line.group(1);
    }

    /** Who was never there cannot be erased. */
    private static void verifyPlanted(String told) {
        for (String place : List.of("/warehouse/", "/segments/", "/report/", "nightjar_runs.")) {
            if (!told.contains(place)) {
                throw new IllegalStateException("The person is not in " + place + " before the erasure:\n" + told);
            }
        }
    }

    /** Gives how much was found. */
    private long look(Lines lines, String when, double seconds) throws IOException {
        Path file = scratch.resolve("words.csv");
        Files.writeString(file, "customer_number\n" + String.join("\n", words) + "\n");
        Child.Cost cost = program(-1, "erase", "--check", "--file", file.toString());
        long found = 0;
        long places = 0;
        for (Matcher line = FOUND.matcher(cost.output()); line.find(); places++) {
            found += Long.parseLong(line.group(1).replace(",", ""));
        }
        if (cost.exitCode() != (found > 0 ? 65 : 0)) {
            throw new IllegalStateException("The check ended with " + cost.exitCode() + ":\n" + cost.output());
        }
        if (when.contains("first")) {
            verifyPlanted(cost.output());
        }
        lines.add(when, places, found, seconds);
        if (when.contains("night") && !when.contains("first") && found > 0) {
            System.out.println(cost.output());
        }
        return found;
    }

    /** @param expected exit code; -1 for any */
    private Child.Cost program(int expected, String... arguments) {
        List<String> command = Child.java(
                "2g",
                System.getProperty("java.class.path"),
                List.of(
                        "-Xss4m",
                        "-Dnightjar.log.file=" + scratch.resolve("home/logs/nightjar-" + ++programs + ".log")));
        command.add("io.nightjar.app.Main");
        command.addAll(new ArrayList<>(List.of(arguments)));
        command.addAll(settings);
        Child.Cost cost = Child.start(
                        command,
                        Map.of("OPENBLAS_NUM_THREADS", "1"),
                        ShopConf.root(),
                        scratch.resolve("out-" + programs))
                .await(Bench.PATIENCE);
        if (expected >= 0 && cost.exitCode() != expected) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "%s ended with %d:%n%s", arguments[0], cost.exitCode(), cost.output()));
        }
        return cost;
    }
}
