package io.nightjar.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Fetches secrets from the environment or a file, and refuses those written into the settings. */
final class SecretReader {
    private final Findings findings;
    private final Map<String, String> environment;

    SecretReader(Findings findings, Map<String, String> environment) {
        this.findings = findings;
        this.environment = Map.copyOf(environment);
    }

    /** The secret that {@code name-env} or {@code name-file} lead to, if one of them is set. */
    Optional<Secret> secret(Section section, String name) {
        section.value(name).ifPresent(literal -> refuse(section.originOf(name), section.key(name)));
        Optional<String> variable = pointer(section, name + "-env");
        Optional<String> file = pointer(section, name + "-file");
        if (variable.isPresent() && file.isPresent()) {
            findings.problem(
                    section.originOf(name + "-file"),
                    section.key(name + "-file"),
                    "cannot be set together with " + section.key(name + "-env") + ": keep one of them");
        }
        return variable.isPresent()
                ? fromEnvironment(section, name + "-env", variable.get())
                : file.flatMap(path -> fromFile(section, name + "-file", path));
    }

    /** All properties below a section, nested names joined by dots. */
    PropertyMap properties(Section section) {
        Map<String, String> plain = new TreeMap<>();
        Map<String, Secret> hidden = new TreeMap<>();
        String prefix = section.path().equals("spark") ? "spark." : "";
        collect(section, "", (name, at) -> property(name.startsWith(prefix) ? name : prefix + name, at, plain, hidden));
        return new PropertyMap(plain, hidden);
    }

    /** One property and the section and key it was written under. */
    private record Place(Section section, String key) {
        Origin origin() {
            return section.originOf(key);
        }

        String fullKey() {
            return section.key(key);
        }
    }

    @FunctionalInterface
    private interface PropertyVisitor {
        void visit(String name, Place place);
    }

    private static void collect(Section section, String prefix, PropertyVisitor visitor) {
        for (Map.Entry<String, ConfigValue> entry : section.values().entrySet()) {
            String name = prefix + entry.getKey();
            if (entry.getValue() instanceof ConfigObject) {
                collect(section.child(entry.getKey()), name + ".", visitor);
            } else if (entry.getValue().valueType() != ConfigValueType.NULL) {
                visitor.visit(name, new Place(section, entry.getKey()));
            }
        }
    }

    private void property(String name, Place at, Map<String, String> plain, Map<String, Secret> hidden) {
        ConfigValue value = at.section().values().get(at.key());
        if (!Values.isText(value)) {
            findings.problem(at.origin(), at.fullKey(), "must be text but is " + Values.shown(name, value));
        } else if (isPointer(name)) {
            String secretName = name.substring(0, name.lastIndexOf('-'));
            pointed(at).ifPresent(secret -> hidden.put(secretName, secret));
        } else if (Secrecy.isSecretName(name) && !isSwitch(value)) {
            literal(at, value).ifPresent(secret -> hidden.put(name, secret));
        } else {
            String text = Values.asWritten(value);
            findings.effective(at.fullKey(), Values.canonical(text), at.origin());
            plain.put(name, text);
        }
    }

    /** Only a value substituted from the environment may stand for a secret property. */
    private Optional<Secret> literal(Place at, ConfigValue value) {
        String text = Values.asWritten(value);
        if (!Origins.mentions(value.origin(), Origin.ENVIRONMENT) || text.isEmpty()) {
            refuse(at.origin(), at.fullKey());
            return Optional.empty();
        }
        findings.effective(at.fullKey(), Secret.MASK, at.origin());
        return Optional.of(new Secret(text));
    }

    private Optional<Secret> pointed(Place at) {
        Optional<String> target = pointer(at.section(), at.key());
        return at.key().endsWith("-env")
                ? target.flatMap(variable -> fromEnvironment(at.section(), at.key(), variable))
                : target.flatMap(file -> fromFile(at.section(), at.key(), file));
    }

    private static boolean isPointer(String name) {
        int end = name.lastIndexOf('-');
        boolean isSuffix = name.endsWith("-env") || name.endsWith("-file");
        return isSuffix && Secrecy.isSecretName(name.substring(0, end));
    }

    private static boolean isSwitch(ConfigValue value) {
        return value.valueType() == ConfigValueType.BOOLEAN
                || value.unwrapped().equals("true")
                || value.unwrapped().equals("false");
    }

    private Optional<String> pointer(Section section, String key) {
        Optional<ConfigValue> value = section.value(key);
        value.ifPresent(it -> findings.effective(section.key(key), Values.rendered(it), section.originOf(key)));
        if (value.isEmpty() || value.get().valueType() == ConfigValueType.NULL) {
            return Optional.empty();
        }
        if (!Values.isText(value.get()) || Values.asWritten(value.get()).isBlank()) {
            findings.problem(
                    section.originOf(key),
                    section.key(key),
                    "must be " + (key.endsWith("-env") ? "the name of an environment variable" : "the path of a file"));
            return Optional.empty();
        }
        return Optional.of(Values.asWritten(value.get()));
    }

    /** The variable is not named in the message when it looks like the secret itself. */
    private Optional<Secret> fromEnvironment(Section section, String key, String variable) {
        Optional<Secret> secret = Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isEmpty())
                .map(Secret::new);
        if (secret.isEmpty()) {
            boolean isName = variable.matches("[A-Z_][A-Z0-9_]*");
            findings.problem(
                    section.originOf(key),
                    section.key(key),
                    isName
                            ? "names the environment variable " + variable + ", which is not set"
                            : "must be the name of an environment variable such as NIGHTJAR_KEY, not the secret itself");
        }
        return secret;
    }

    private Optional<Secret> fromFile(Section section, String key, String file) {
        try {
            String text = Files.readString(Path.of(file)).strip();
            if (!text.isEmpty()) {
                return Optional.of(new Secret(text));
            }
            findings.problem(section.originOf(key), section.key(key), "names the file " + file + ", which is empty");
        } catch (IOException | IllegalArgumentException e) {
            findings.problem(
                    section.originOf(key), section.key(key), "names the file " + file + ", which cannot be read");
        }
        return Optional.empty();
    }

    private void refuse(Origin origin, String key) {
        findings.problem(
                origin,
                key,
                "is a secret and must not be written here: name an environment variable with " + key
                        + "-env or a file with " + key + "-file");
    }
}
