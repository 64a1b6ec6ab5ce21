package io.nightjar.app;

import io.nightjar.config.Settings;
import io.nightjar.config.SettingsLoader;
import io.nightjar.measure.Child;
import io.nightjar.measure.PublishedNight;
import io.nightjar.measure.ShopConf;
import io.nightjar.sample.SampleSettings;
import io.nightjar.sample.SampleShop;
import io.nightjar.schema.Sources;
import io.nightjar.store.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** A shop with exports, a configuration and a home of its own, whose nights run in this JVM or in another one. */
final class TestShop {
    static final LocalDate LAST_DAY = SampleSettings.LAST_DAY;
    static final Map<String, String> ENVIRONMENT = Map.of("NIGHTJAR_TEST_KEY", "a key that is no secret at all");

    private static final String NOT_REWOUND = "decide.receipts.rewind-days-ago = []\n";

    private final Path folder;
    private final Path conf;
    private final Map<String, String> overrides;

    private TestShop(Path folder, Path conf, Map<String, String> overrides) {
        this.folder = folder;
        this.conf = conf;
        this.overrides = overrides;
    }

    /** A shop of a few customers and the sources without which there is little to tell; no day is rewound to. */
    static TestShop small(Path folder) {
        Path exports = folder.resolve("exports");
        try {
            SampleShop.write(new SampleSettings(200, 13, LAST_DAY, 7, 1), exports, (done, all) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(folder, exports, ShopConf.SMALL + NOT_REWOUND);
    }

    /** The same with loyalty cards and service, where a person has other keys than in the shop. */
    static TestShop withLoyalty(Path folder) {
        TestShop small = small(folder);
        String more = ShopConf.SMALL
                .lines()
                .filter(line -> !line.contains("loyalty") && !line.contains("interactions"))
                .collect(java.util.stream.Collectors.joining("\n", "", "\n"));
        return of(folder, small.exports(), more + NOT_REWOUND);
    }

    /** The committed sample shop, whole. */
    static TestShop sample(Path folder) {
        return of(folder, ShopConf.root().resolve("sample-data"), "");
    }

    private static TestShop of(Path folder, Path exports, String more) {
        Path conf = ShopConf.write(folder, exports, more + "privacy.key-env = NIGHTJAR_TEST_KEY\n");
        return new TestShop(folder, conf, Map.of());
    }

    /** The same shop with one setting changed. */
    TestShop with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(overrides);
        more.put(key, value);
        return new TestShop(folder, conf, more);
    }

    /** The same shop with more in its configuration. */
    TestShop also(String hocon) {
        try {
            Path more = Files.createTempFile(folder, "shop", ".conf");
            Files.writeString(more, Files.readString(conf) + hocon + "\n");
            return new TestShop(folder, more, overrides);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** The work area below its home. */
    Path work() {
        return folder.resolve("home").resolve("work");
    }

    Path exports() {
        return folder.resolve("exports");
    }

    Path conf() {
        return conf;
    }

    Settings settings() {
        return new SettingsLoader(Sources.canonicalColumns()).load(List.of(conf), ENVIRONMENT, overrides);
    }

    Home home() {
        return new Home(settings());
    }

    /** One night in this JVM; gives what it printed. */
    String night(SparkSession spark, LocalDate date) {
        return said(spark, date, Night::run);
    }

    /** An earlier run made live again; gives what it printed. */
    String rollback(SparkSession spark, String runId) {
        return said(spark, LAST_DAY, night -> night.rollback(runId));
    }

    /** The commands of a night. */
    Night night(SparkSession spark) {
        return new Night(settings(), home(), LAST_DAY, new Console(System.out), () -> session(spark));
    }

    private String said(SparkSession spark, LocalDate date, Consumer<Night> command) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Settings settings = settings();
        Console console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8));
        command.accept(new Night(settings, new Home(settings), date, console, () -> session(spark)));
        return said.toString(StandardCharsets.UTF_8);
    }

    /** A session of the shared one's machinery that knows this shop's warehouse. */
    SparkSession session(SparkSession spark) {
        SparkSession own = spark.newSession();
        new Sessions(settings(), home()).configuration().forEach((name, value) -> {
            if (own.conf().isModifiable(name) || name.startsWith("spark.sql.catalog.")) {
                own.conf().set(name, value);
            }
        });
        return own;
    }

    String live() {
        return home().runs().live().orElseThrow().runId();
    }

    Manifest manifest(String runId) {
        return home().runs().latest(runId).orElseThrow();
    }

    PublishedNight published(SparkSession spark) {
        Home home = home();
        return PublishedNight.read(session(spark), "nightjar.nightjar", home.places(), home.lists());
    }

    /** Content of the published tables by the night's own books. */
    Map<String, String> booked(String runId) {
        return PublishedNight.booked(home().places(), home().work(), runId);
    }

    /** A night in another JVM, by the command line. */
    Child fork(String name, LocalDate date, String... properties) {
        List<String> options = new ArrayList<>(List.of(properties));
        options.add("-Dnightjar.log.file=" + folder.resolve(name + ".log"));
        List<String> command = Child.java("1g", System.getProperty("java.class.path"), options);
        command.addAll(List.of("io.nightjar.app.Main", "run", "-c", conf.toString(), "--date", date.toString()));
        overrides.forEach((key, value) -> command.addAll(List.of("-D", key + "=" + value)));
        Map<String, String> environment = new LinkedHashMap<>(ENVIRONMENT);
        environment.put("OPENBLAS_NUM_THREADS", "1");
        return Child.start(command, environment, ShopConf.root(), folder.resolve(name + ".out"));
    }
}
