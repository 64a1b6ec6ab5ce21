package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the loader accepts, refuses and says. */
final class SettingsLoaderTest {
    private static final Map<String, List<String>> COLUMNS =
            Map.of("purchases", List.of("order_id", "customer_key", "ordered_at", "product_id"));

    @TempDir
    private Path dir;

    @Test
    void theManualAloneIsUsable() {
        Settings settings = load();

        assertThat(settings.sources().keySet()).containsExactlyElementsOf(Settings.SOURCE_NAMES);
        assertThat(settings.missingSources()).containsExactly("purchases");
        assertThat(settings.activeSources()).isEmpty();
        assertThat(settings.nextBestProduct())
                .isEqualTo(new NextBestProductSettings(
                        10, 3, 64, 10, 0.01, 0.1, 30, 100, 28, 200_000, 15_000, 20_000, 20_000, true, 5, 0.25, 3, 5,
                        List.of(), 5, 2000));
        assertThat(settings.churn()).isEqualTo(new ChurnSettings(60, 365, 50, 3, 30, 2_000_000));
        assertThat(settings.delivery().tools()).containsExactly("plain");
        assertThat(settings.delivery().maxBytesPerFile()).isEqualTo(100_000_000);
        assertThat(settings.privacy().key()).isEmpty();
        assertThat(settings.sources().get("products"))
                .isEqualTo(new SourceSettings(
                        "products",
                        false,
                        List.of(),
                        Duplicates.DROP,
                        OnProblem.HOLD,
                        OnProblem.HOLD,
                        0.5,
                        3.0,
                        3,
                        OnProblem.WARN,
                        OptionalInt.empty(),
                        0.05,
                        false,
                        OnUnreadable.NULL));
    }

    @Test
    void everyMistakeOfEveryFileIsToldAtOnce() {
        write("production.conf", """
                churn {
                  horizon-days = -90
                  cut-offs = 25
                  min-positives = "abc"
                  horizn-days = 30
                }
                sources.purchases {
                  on-volume = wran
                  feeds = [{
                    path = "exports/*.csv"
                    delimter = ";"
                    columns {
                      order_id = InvoiceNo
                      orderd_at = InvoiceDate
                    }
                  }]
                }
                sources.purchase.required = false
                segments { directry = x }
                """);
        write("more.conf", """
                next-best-product { rank = 2.5, in-stock-only = perhaps, elephant = 1 }
                time-zone = Wien
                delivery.max-bytes-per-file = much
                """);

        assertThat(problems("production.conf", "more.conf")).containsExactly("""
                more.conf: 1: next-best-product.elephant is not a setting
                more.conf: 1: next-best-product.in-stock-only must be true or false but is "perhaps"
                more.conf: 1: next-best-product.rank must be a whole number but is 2.5
                more.conf: 2: time-zone must be a time zone such as Europe/Vienna or UTC but is "Wien"
                more.conf: 3: delivery.max-bytes-per-file must be a size such as 1048576 or "100 MB" but is "much"
                production.conf: 2: churn.horizon-days must be positive but is -90
                production.conf: 3: churn.cut-offs must be between 1 and 24 but is 25
                production.conf: 4: churn.min-positives must be a whole number but is "abc"
                production.conf: 5: churn.horizn-days is not a setting: did you mean horizon-days?
                production.conf: 8: sources.purchases.on-volume must be hold or warn but is "wran"
                production.conf: 11: sources.purchases.feeds[0].delimter is not a setting: did you mean delimiter?
                production.conf: 14: sources.purchases.feeds[0].columns.orderd_at is not a column of purchases: did you mean ordered_at?
                production.conf: 18: sources.purchase is not a source: did you mean purchases?
                production.conf: 19: segments.directry is not a setting: did you mean directory?""".split("\n"));
    }

    @Test
    void theTitleNamesTheFile() {
        write("a.conf", "seed = x");

        assertThat(message("a.conf")).isEqualTo("""
                a.conf cannot be used:
                  a.conf: 1: seed must be a whole number but is "x\"""");
    }

    @Test
    void aBrokenDefaultIsOneMistakeNotEight() {
        write("a.conf", "every-source { volume-low = 2, volme-high = 3 }");

        assertThat(problems("a.conf"))
                .containsExactly(
                        "a.conf: 1: every-source.volme-high is not a setting: did you mean volume-high?",
                        "a.conf: 1: every-source.volume-low must be between 0 and 1 but is 2");
    }

    @Test
    void aSyntaxErrorIsOneSentenceWithFileAndLineAndHidesNoOtherMistake() {
        write("broken.conf", "home = out\nchurn { horizon-days = 30\n");
        write("other.conf", "seed = x");

        assertThat(problems("broken.conf", "other.conf"))
                .containsExactly(
                        "broken.conf: 3: is not valid HOCON: the file ends before every brace, bracket and quote is closed",
                        "other.conf: 1: seed must be a whole number but is \"x\"");
    }

    @Test
    void aSyntaxErrorNeverRepeatsASecret() {
        write("broken.conf", "warehouse.password = [hunter2\nseed = 1]]\n");

        assertThat(message("broken.conf")).contains("is not valid HOCON").doesNotContain("hunter2");
    }

    @Test
    void filesThatCannotBeReadAreNamed() throws IOException {
        Files.createDirectory(dir.resolve("folder.conf"));
        Files.write(dir.resolve("latin.conf"), "home = \"caf\u00e9\"".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problems("absent.conf", "folder.conf", "latin.conf"))
                .containsExactly(
                        "absent.conf: does not exist",
                        "folder.conf: is a folder, not a settings file",
                        "latin.conf: is not UTF-8 text: save it as UTF-8");
    }

    @Test
    void includesFollowTheFileAndKeepTheirOwnLines() {
        write("base.conf", "\n\nchurn.horizon-days = 0\nseed = 7\n");
        write("a.conf", "include \"base.conf\"\nseed = x\n");

        assertThat(problems("a.conf"))
                .containsExactly(
                        "a.conf: 2: seed must be a whole number but is \"x\"",
                        "base.conf: 3: churn.horizon-days must be positive but is 0");
    }

    @Test
    void onlyFilesThatAreThereCanBeIncluded() {
        write("a.conf", "include \"base.conf\"");
        write("b.conf", "include url(\"http://localhost/x.conf\")");
        write("c.conf", "include classpath(\"reference.conf\")");
        write("d.conf", "churn { include \"d.conf\" }");

        assertThat(problems("a.conf", "b.conf", "c.conf"))
                .containsExactly(
                        "a.conf: includes base.conf, which cannot be read: is it there?",
                        "b.conf: includes a URL: only files can be included",
                        "c.conf: includes reference.conf from the class path: only files can be included");
        assertThat(problems("d.conf"))
                .containsExactly("d.conf: is not valid HOCON: include statements nested more than 50 times,"
                        + " you probably have a cycle in your includes.");
    }

    @Test
    void settingsInACircleAreOneMistake() {
        write("a.conf", "one = ${two}\ntwo = ${one}");

        assertThat(problems("a.conf"))
                .singleElement()
                .asString()
                .startsWith("a.conf: ")
                .contains("cycle");
    }

    @Test
    void nothingIsNoSetting() {
        write("a.conf", "seed = null\nhome = null\nchurn = null\nsources.products.feeds = [null, 7, { path = null }]");

        assertThat(problems("a.conf"))
                .containsExactly(
                        "a.conf: 1: seed must be a whole number but is null",
                        "a.conf: 2: home must be text but is null",
                        "a.conf: 3: churn must be a section in braces but is null",
                        "a.conf: 4: sources.products.feeds[0] must be a feed in braces but is null",
                        "a.conf: 4: sources.products.feeds[1] must be a feed in braces but is 7",
                        "a.conf: 4: sources.products.feeds[2].path must be text but is null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "1e999", "Infinity", "0x10", "{}"})
    void onlyOrdinaryNumbersAreNumbers(String text) {
        write("a.conf", "trainer.leak-auc = " + text);

        assertThat(message("a.conf")).contains("a.conf: 1: trainer.leak-auc must be a number");
    }

    @Test
    void bracesWithoutEndDoNotBringTheLoaderDown() {
        write("a.conf", "a=" + "[".repeat(100_000) + "]".repeat(100_000));

        assertThat(problems("a.conf"))
                .containsExactly("a.conf: has too many braces, brackets or includes inside each other");
    }

    @Test
    void laterFilesWinAndTheCommandLineWinsOverAll() {
        write("a.conf", "seed = 1\nchurn.horizon-days = 10\nhome = a");
        write("b.conf", "churn.horizon-days = 20\nhome = b");

        Settings settings = load(Map.of(), Map.of("home", "c d"), "a.conf", "b.conf");

        assertThat(settings.seed()).isEqualTo(1);
        assertThat(settings.churn().horizonDays()).isEqualTo(20);
        assertThat(settings.home()).isEqualTo("c d");
        assertThat(render(settings))
                .contains(
                        "seed = 1   # a.conf: 1",
                        "churn.horizon-days = 20   # b.conf: 1",
                        "home = \"c d\"   # command line",
                        "churn.eligible-days = 365   # reference.conf");
        assertThat(render(settings)).isSorted();
    }

    @Test
    void mistakesOnTheCommandLineAreNamedSo() {
        ConfigException e =
                refused(Map.of(), Map.of("churn.horizn-days", "3", "seed", "x", "a..b", "1", "foo.bar", "1"));

        assertThat(e.problems().stream().map(Problem::toString))
                .containsExactly(
                        "command line: a..b cannot be read as key=value",
                        "command line: churn.horizn-days is not a setting: did you mean horizon-days?",
                        "command line: foo is not a setting",
                        "command line: seed must be a whole number but is \"x\"");
    }

    @Test
    void listsMayBeGivenOnTheCommandLine() {
        Settings settings = load(Map.of(), Map.of("identity.blocked-phones", "[\"+43 1 234\", \"0000\"]"));

        assertThat(settings.identity().blockedPhones()).containsExactly("+43 1 234", "0000");
    }

    @Test
    void unitsMayStandInTheValue() {
        write("a.conf", """
                churn.horizon-days = 56 days
                churn.max-examples = 3_000_000
                run.stale-lock-seconds = 5 minutes
                delivery.max-bytes-per-file = 2 MiB
                """);
        write("bad.conf", "churn.horizon-days = 36 hours\nrun.stale-lock-seconds = 1500 ms");

        assertThat(problems("bad.conf"))
                .containsExactly(
                        "bad.conf: 1: churn.horizon-days must be a whole number of days but is \"36 hours\"",
                        "bad.conf: 2: run.stale-lock-seconds must be a whole number of seconds but is \"1500 ms\"");
        Settings settings = load("a.conf");
        assertThat(settings.churn().horizonDays()).isEqualTo(56);
        assertThat(settings.churn().maxExamples()).isEqualTo(3_000_000);
        assertThat(settings.run().staleLockSeconds()).isEqualTo(300);
        assertThat(settings.delivery().maxBytesPerFile()).isEqualTo(2_097_152);
    }

    @Test
    void aFeedInheritsTheDefaultsAndKnowsItsPlace() {
        write("local.conf", """
                time-zone = Europe/Vienna
                every-feed.delimiter = ";"
                sources.purchases.feeds = [
                  { path = "in/web.csv" }
                  { path = "in/shop.csv", delimiter = tab, charset = windows-1252,
                    columns { product_id = "sku", order_id = "bon", customer_key = "nullif(kunde, 0)" } }
                ]
                """);

        List<FeedSettings> feeds = load("local.conf").sources().get("purchases").feeds();

        assertThat(feeds).hasSize(2);
        assertThat(feeds.get(0).name()).isEqualTo("purchases");
        assertThat(feeds.get(0).columns()).isEmpty();
        assertThat(feeds.get(0).delimiter()).isEqualTo(';');
        assertThat(feeds.get(0).timeZone()).isEqualTo(ZoneId.of("Europe/Vienna"));
        assertThat(shortened(feeds.get(0).origin().toString())).isEqualTo("local.conf: 4");
        assertThat(feeds.get(1).name()).isEqualTo("purchases-2");
        assertThat(feeds.get(1).delimiter()).isEqualTo('\t');
        assertThat(feeds.get(1).charset().name()).isEqualTo("windows-1252");
        assertThat(feeds.get(1).columns())
                .containsExactly(
                        Map.entry("order_id", "bon"),
                        Map.entry("customer_key", "nullif(kunde, 0)"),
                        Map.entry("product_id", "sku"));
    }

    @Test
    void feedsOfOneSourceHaveDifferentNamesAndAPath() {
        write("a.conf", """
                sources.products.feeds = [{ name = x, path = a }, { name = x, path = b },
                  { name = y }]
                sources.customers.feeds = { path = a }
                """);

        assertThat(problems("a.conf"))
                .containsExactly(
                        "a.conf: 1: sources.products.feeds has two feeds named x: names must differ",
                        "a.conf: 2: sources.products.feeds[2].path is missing",
                        "a.conf: 3: sources.customers.feeds must be a list of feeds, such as [{ path = … }]");
    }

    @Test
    void numbersThatAreNamesKeepTheirZeros() {
        write("a.conf", "identity.blocked-phones = [0043, 1.10]\nspark.version = 4.10\nwarehouse.properties.x = 007");

        Settings settings = load("a.conf");

        assertThat(settings.identity().blockedPhones()).containsExactly("0043", "1.10");
        assertThat(settings.spark().plain()).containsEntry("spark.version", "4.10");
        assertThat(render(settings))
                .contains(
                        "identity.blocked-phones = [\"0043\", \"1.10\"]   # a.conf: 1",
                        "warehouse.properties.x = \"007\"   # a.conf: 3");
    }

    @Test
    void feedsBelongToOneSource() {
        write("a.conf", "every-source.feeds = [{ path = x }]");

        assertThat(problems("a.conf"))
                .containsExactly("a.conf: 1: every-source.feeds must stay empty: feeds belong to one source");
    }

    @Test
    void sectionsAndListsAreNotTakenForValues() {
        write(
                "a.conf",
                "churn = 3\nidentity.blocked-phones = 0000\nhome = [a]\nsources.products = off\nsources.contacts.on-stale = {}");

        assertThat(problems("a.conf"))
                .containsExactly(
                        "a.conf: 1: churn must be a section in braces but is 3",
                        "a.conf: 2: identity.blocked-phones must be a list, such as [a, b], but is 0000",
                        "a.conf: 3: home must be text but is [\"a\"]",
                        "a.conf: 4: sources.products must be a section in braces",
                        "a.conf: 5: sources.contacts.on-stale must be hold or warn but is {}");
    }

    @Test
    void theEnvironmentFillsPlaceholdersAndAllMissingOnesAreTold() {
        write("a.conf", "home = ${NJ_HOME}/out\nseed = ${?NJ_SEED}\n");
        write("b.conf", "home = ${NJ_HOME}/out\nsegments.directory = ${NJ_SEGMENTS}\n");

        assertThat(load(Map.of("NJ_HOME", "/data", "NJ_SEED", "5"), Map.of(), "a.conf"))
                .satisfies(settings -> assertThat(settings.home()).isEqualTo("/data/out"))
                .satisfies(settings -> assertThat(settings.seed()).isEqualTo(5))
                .satisfies(settings -> assertThat(render(settings))
                        .contains("home = \"/data/out\"   # a.conf: 1", "seed = 5   # environment"));
        assertThat(message("b.conf"))
                .contains("b.conf: 1: ${NJ_HOME} is not defined: set the environment variable NJ_HOME")
                .contains("b.conf: 2: ${NJ_SEGMENTS} is not defined");
    }

    @Test
    void sparkSettingsKeepTheirNamesAndMayBeNestedOrQuoted() {
        write("a.conf", """
                spark.sql.shuffle.partitions = 8
                spark { "spark.speculation" = true, "spark.speculation.interval" = 1s }
                """);

        assertThat(load("a.conf").spark().revealed())
                .containsOnly(
                        Map.entry("spark.sql.shuffle.partitions", "8"),
                        Map.entry("spark.speculation", "true"),
                        Map.entry("spark.speculation.interval", "1s"));
    }

    @Test
    void homeLiesApartFromTheInputs() throws IOException {
        Files.createDirectories(dir.resolve("in"));
        write("a.conf", "home = \"" + dir + "/in/out\"\nsources.purchases.feeds = [{ path = \"" + dir + "/in\" }]\n");

        assertThat(problems("a.conf"))
                .containsExactly(
                        "a.conf: 1: home must lie apart from the files that are read but \"in/out\" lies in in (a.conf: 2)");
    }

    @Test
    void placesBelowHomeAreNotLeft() {
        write(
                "a.conf",
                "home = \"~/out\"\ndelivery.directory = \"../lists\"\nsources.products.feeds = [{path = \"~/x\"}]");

        assertThat(problems("a.conf"))
                .containsExactly(
                        "a.conf: 1: home must be written in full: ~ is not expanded here",
                        "a.conf: 2: delivery.directory must not hold .. or begin with ~ but is \"../lists\"",
                        "a.conf: 3: sources.products.feeds[0].path must be written in full: ~ is not expanded here");
    }

    @Test
    void theFingerprintFollowsResultsAndNothingElse() {
        write("a.conf", "churn.horizon-days = 60");
        write("b.conf", """
                home = elsewhere
                run.keep-runs = 3
                spark.sql.shuffle.partitions = 8
                warehouse.properties.uri = "jdbc:sqlite:x"
                delivery.directory = lists
                """);
        write("c.conf", "churn.horizon-days = 61");
        write(
                "d.conf",
                "churn { horizon-days = \"60.0\", max-examples = 2e6 }\ndelivery.max-bytes-per-file = 100000 kB");

        String plain = load().resultFingerprintText();
        assertThat(load("a.conf").resultFingerprintText()).isEqualTo(plain);
        assertThat(load("b.conf").resultFingerprintText()).isEqualTo(plain);
        assertThat(load("d.conf").resultFingerprintText()).isEqualTo(plain);
        assertThat(load("c.conf").resultFingerprintText()).isNotEqualTo(plain).contains("churn.horizon-days = 61\n");
    }

    private Settings load(String... files) {
        return load(Map.of(), Map.of(), files);
    }

    private Settings load(Map<String, String> environment, Map<String, String> overrides, String... files) {
        return new SettingsLoader(COLUMNS).load(paths(files), environment, overrides);
    }

    private ConfigException refused(Map<String, String> environment, Map<String, String> overrides, String... files) {
        return catchThrowableOfType(ConfigException.class, () -> load(environment, overrides, files));
    }

    private List<String> problems(String... files) {
        return refused(Map.of(), Map.of(), files).problems().stream()
                .map(problem -> shortened(problem.toString()))
                .toList();
    }

    private String message(String... files) {
        return shortened(refused(Map.of(), Map.of(), files).getMessage());
    }

    private List<String> render(Settings settings) {
        return shortened(settings.render()).lines().toList();
    }

    private String shortened(String text) {
        return text.replace(dir + "/", "");
    }

    private List<Path> paths(String... files) {
        return Arrays.stream(files).map(dir::resolve).toList();
    }

    private void write(String file, String text) {
        try {
            Files.writeString(dir.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
