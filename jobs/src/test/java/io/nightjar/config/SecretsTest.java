package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets come from the environment or a file, and are never shown. */
final class SecretsTest {
    private static final String CANARY = "canary-0123456789-canary";

    @TempDir
    private Path dir;

    @Test
    void aSecretComesFromTheEnvironmentOrAFileAndPrintsAsStars() throws IOException {
        Files.writeString(dir.resolve("password"), CANARY + "\n");
        Settings settings = load(Map.of("NJ_KEY", CANARY), """
                privacy.key-env = NJ_KEY
                warehouse.password-file = "%s/password"
                warehouse.properties { "jdbc.password-env" = NJ_KEY, "rest.token" = ${NJ_KEY}, user = nightjar }
                spark.hadoop.fs.s3a.secret.key = ${NJ_KEY}
                spark.hadoop.fs.s3a.aws.credentials.provider = some.Provider
                """.formatted(dir));

        assertThat(settings.privacy().key()).contains(new Secret(CANARY));
        assertThat(settings.warehouse().password()).contains(new Secret(CANARY));
        assertThat(settings.warehouse().properties().revealed())
                .containsOnly(
                        Map.entry("jdbc.password", CANARY),
                        Map.entry("rest.token", CANARY),
                        Map.entry("user", "nightjar"));
        assertThat(settings.spark().revealed())
                .containsOnly(
                        Map.entry("spark.hadoop.fs.s3a.secret.key", CANARY),
                        Map.entry("spark.hadoop.fs.s3a.aws.credentials.provider", "some.Provider"));
        assertThat(settings.render())
                .contains("privacy.key-env = \"NJ_KEY\"")
                .contains("spark.hadoop.fs.s3a.secret.key = ****")
                .contains("warehouse.properties.rest.token = ****");
        assertThat(settings.render() + settings + settings.resultFingerprintText())
                .doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "privacy.key",
                "warehouse.password",
                "warehouse.properties.password",
                "warehouse.properties.jdbc.password",
                "warehouse.properties.client-credential",
                "spark.hadoop.fs.s3a.secret.key",
                "spark.hadoop.fs.s3a.access.key",
                "spark.hadoop.fs.azure.account.key",
                "spark.my.apiToken"
            })
    void aSecretWrittenInAFileIsRefusedWithTheRightWay(String key) {
        String message = refused(Map.of(), key + " = \"" + CANARY + "\"");

        assertThat(message)
                .contains(
                        "a.conf: 1: " + key + " is a secret and must not be written here: name an environment variable"
                                + " with " + key + "-env or a file with " + key + "-file")
                .doesNotContain(CANARY);
    }

    @Test
    void aSecretOnTheCommandLineIsRefusedToo() {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> new SettingsLoader(Map.of())
                .load(List.of(), Map.of(), Map.of("privacy.key", CANARY)));

        assertThat(e)
                .hasMessageContaining("command line: privacy.key is a secret and must not be written here")
                .hasMessageNotContaining(CANARY);
    }

    @Test
    void placesThatHoldNoSecretAreNamed() {
        assertThat(refused(Map.of(), "privacy.key-env = NJ_KEY"))
                .contains("a.conf: 1: privacy.key-env names the environment variable NJ_KEY, which is not set");
        assertThat(refused(Map.of(), "privacy.key-file = \"" + dir + "/none\""))
                .contains("a.conf: 1: privacy.key-file names the file none, which cannot be read");
        assertThat(refused(Map.of("NJ_KEY", CANARY), "privacy.key-env = NJ_KEY\nprivacy.key-file = x"))
                .contains("a.conf: 2: privacy.key-file cannot be set together with privacy.key-env: keep one of them");
    }

    @Test
    void theSecretItselfInsteadOfAVariableIsNotRepeated() {
        assertThat(refused(Map.of(), "privacy.key-env = \"" + CANARY + "\""))
                .contains("a.conf: 1: privacy.key-env must be the name of an environment variable")
                .doesNotContain(CANARY);
    }

    @Test
    void aKeyThatCouldBeGuessedIsRefused() {
        assertThat(refused(Map.of("NJ_KEY", "short"), "privacy.key-env = NJ_KEY"))
                .contains("a.conf: 1: privacy.key must have 16 characters or more")
                .doesNotContain("short");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://u:canary@h/db",
                "jdbc:postgresql://h:5432/db?user=u&password=canary",
                "jdbc:sqlserver://h:1433;user=u;password=canary",
                "jdbc:oracle:thin:scott/canary@//h:1521/x",
                "s3a://key:canary@bucket/x",
                "https://u:12canary@h:443/x",
                "https://u:1234@h/x",
                "wasbs://c@a.net/x?access_key=canary"
            })
    void aPasswordInAUrlIsRefusedWhereverItStandsAndNotPrinted(String url) {
        for (String key : List.of("home", "warehouse.properties.uri", "segments.directory", "not.a.setting")) {
            assertThat(refused(Map.of(), key + " = \"" + url + "\""))
                    .contains("a.conf: 1: " + key + " holds a password inside a URL")
                    .doesNotContain("canary")
                    .doesNotContain("1234@");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:/data/catalog.db",
                "jdbc:postgresql://h:5432/db",
                "https://h:8080/path@2x.png",
                "s3a://bucket/a:b@c",
                "hdfs://nn:8020/x"
            })
    void aUrlWithoutAPasswordIsFine(String url) {
        Settings settings = load(Map.of(), "warehouse.properties.uri = \"" + url + "\"");

        assertThat(settings.warehouse().properties().plain()).containsEntry("uri", url);
    }

    @Test
    void twoKeysHaveTwoIdsThatDoNotTellThem() {
        assertThat(new Secret(CANARY).id()).hasSize(16).isNotEqualTo(new Secret(CANARY + "x").id());
        assertThat(load(Map.of("K", CANARY), "privacy.key-env = K").resultFingerprintText())
                .contains("privacy.key-id = " + new Secret(CANARY).id());
    }

    private Settings load(Map<String, String> environment, String text) {
        try {
            Path file = Files.writeString(dir.resolve("a.conf"), text);
            return new SettingsLoader(Map.of()).load(List.of(file), environment, Map.of());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String refused(Map<String, String> environment, String text) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> load(environment, text));
        return e.getMessage().replace(dir + "/", "");
    }
}
