package io.nightjar.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The PostgreSQL database the night's tables are published to.
 *
 * @param enabled whether tables are published to it at all
 * @param url {@code jdbc:postgresql://host:port/database}, TLS and the like as its parameters
 * @param user role that owns the schemas
 * @param password of the role, from {@code postgres.password-env} or {@code postgres.password-file}
 * @param schema of the views that readers see; the tables behind them are in the schema of that name and {@code _runs}
 * @param readers roles that may read the views
 * @param connections opened at the same time to write or read back one table
 */
public record PostgresSettings(
        boolean enabled,
        String url,
        String user,
        Optional<Secret> password,
        String schema,
        List<String> readers,
        int connections) {
    private static final Pattern URL = Pattern.compile("jdbc:postgresql:.+");
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,57}");

    public PostgresSettings {
        readers = List.copyOf(readers);
        new Checks()
                .that(
                        !enabled || URL.matcher(url).matches(),
                        "url",
                        "must be like jdbc:postgresql://host:5432/database but is \"" + url + "\"")
                .matches("schema", IDENTIFIER, schema, "lower-case letters, digits and _, 58 at most")
                .that(readers.stream().noneMatch(String::isBlank), "readers", "must not name an empty role")
                .between("connections", 1, 100, connections)
                .done();
    }
}
