package io.nightjar.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings handed on to another program under its own names, such as Spark's or the Iceberg catalog's.
 *
 * @param plain name to value, sorted by name
 * @param secrets name to secret value, sorted by name; these came from the environment or a file
 */
public record PropertyMap(Map<String, String> plain, Map<String, Secret> secrets) {
    public PropertyMap {
        plain = Collections.unmodifiableMap(new TreeMap<>(plain));
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
    }

    /** Everything in clear, for the program it is meant for. Never print this. */
    public Map<String, String> revealed() {
        Map<String, String> all = new TreeMap<>(plain);
        secrets.forEach((name, secret) -> all.put(name, secret.revealed()));
        return Collections.unmodifiableMap(all);
    }
}
