package io.nightjar.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What reading the settings brings to light: mistakes and effective values. */
final class Findings {
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> mistakesOfLines = new HashSet<>();
    private final List<EffectiveSetting> effective = new ArrayList<>();

    /** A default that eight sources inherit is one mistake, not eight: the first key that tells it stays. */
    void problem(Origin origin, String key, String text) {
        String name = key.substring(key.lastIndexOf('.') + 1);
        if (origin.line() == 0 || mistakesOfLines.add(origin + " " + name + " " + text)) {
            problems.add(new Problem(origin, key, text));
        }
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
        return new ConfigException(title, problems.stream().distinct().sorted().toList());
    }
}
