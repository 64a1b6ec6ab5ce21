package io.nightjar.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Iceberg catalog the night's tables are published to.
 *
 * @param enabled whether tables are published to it at all
 * @param catalogType {@code jdbc}, {@code hadoop}, {@code hive}, {@code rest}, {@code glue} or {@code nessie}
 * @param namespace the tables' namespace: letters, digits and {@code _}, up to 63
 * @param password of the catalog's database, from {@code warehouse.password-env} or {@code warehouse.password-file}
 * @param properties handed to the Iceberg catalog as they are
 */
public record WarehouseSettings(
        boolean enabled, String catalogType, String namespace, Optional<Secret> password, PropertyMap properties) {
    private static final Pattern CATALOG_TYPE = Pattern.compile("jdbc|hadoop|hive|rest|glue|nessie");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    public WarehouseSettings {
        new Checks()
                .matches("catalog-type", CATALOG_TYPE, catalogType, "one of jdbc, hadoop, hive, rest, glue, nessie")
                .matches("namespace", IDENTIFIER, namespace, "letters, digits and _ starting with a letter")
                .done();
    }
}
