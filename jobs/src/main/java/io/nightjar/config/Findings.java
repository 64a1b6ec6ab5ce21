package io.nightjar.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What reading the settings brings to light: mistakes and effective values. */
final class Findings {
    private final Map<String, Problem> problems = new HashMap<>();
    private final List<EffectiveSetting> effective = new ArrayList<>();

    /** A default that eight sources inherit is one mistake, not eight: the shortest key is the one it was written with. */
    void problem(Origin origin, String key, String text) {
        boolean isInherited = key.startsWith("sources.") || key.startsWith("every-");
        String name = isInherited ? key.substring(key.lastIndexOf('.') + 1) : key;
        problems.merge(
                origin + " " + name + " " + text,
                new Problem(origin, key, text),
                (one, other) -> one.key().length() <= other.key().length() ? one : other);
    }

    void effective(String key, String value, Origin origin) {
        effective.add(new EffectiveSetting(key, value, origin));
    }

    boolean isClean() {
        return problems.isEmpty();
    }

    List<EffectiveSetting> effective() {
        return List.copyOf(effective);
    }

    ConfigException exception(String title) {
        return new ConfigException(title, problems.values().stream().sorted().toList());
    }
}
