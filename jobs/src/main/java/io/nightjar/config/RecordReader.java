package io.nightjar.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a section of the settings into a record: the component's name in kebab-case is the key, its type decides how
 * the value is read. Every mistake is noted; reading goes on with the manual's default.
 */
final class RecordReader {
    private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");

    private final Findings findings;
    private final SecretReader secrets;

    RecordReader(Findings findings, SecretReader secrets) {
        this.findings = findings;
        this.secrets = secrets;
    }

    /**
     * The record, unless a mistake leaves it without a value.
     *
     * @param given values of components that the section does not hold, by component name
     * @param handled keys of the section that somebody else reads
     */
    <R extends Record> Optional<R> read(
            Class<R> type, Section section, Map<String, Object> given, Set<String> handled) {
        reportUnknown(type, section, given, handled);
        Map<String, Object> arguments = new HashMap<>(given);
        for (RecordComponent component : type.getRecordComponents()) {
            if (!given.containsKey(component.getName())) {
                argument(component, section).ifPresent(value -> arguments.put(component.getName(), value));
            }
        }
        boolean isComplete = arguments.size() == type.getRecordComponents().length;
        return isComplete ? construct(type, arguments, section) : Optional.empty();
    }

    /** {@code inactiveDays} is written {@code inactive-days}. */
    static String key(RecordComponent component) {
        return HUMP.matcher(component.getName()).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
    }

    private Optional<?> argument(RecordComponent component, Section section) {
        String key = key(component);
        if (isSecret(component)) {
            return Optional.of(secrets.secret(section, key));
        }
        if (component.getType().isRecord()) {
            requireObject(section, key);
            return nested(component, section.child(key));
        }
        Optional<ConfigValue> value = section.value(key);
        if (value.isEmpty()) {
            findings.problem(section.origin(), section.key(key), "is missing");
            return Optional.empty();
        }
        return convert(component, section, value.get());
    }

    private Optional<?> nested(RecordComponent component, Section section) {
        if (component.getType() == PropertyMap.class) {
            return Optional.of(secrets.properties(section));
        }
        return read(component.getType().asSubclass(Record.class), section, Map.of(), Set.of());
    }

    private void requireObject(Section section, String key) {
        section.value(key)
                .filter(value -> !(value instanceof ConfigObject))
                .ifPresent(value -> findings.problem(
                        section.originOf(key),
                        section.key(key),
                        "must be a section in braces but is " + Values.shown(key, value)));
    }

    private Optional<?> convert(RecordComponent component, Section section, ConfigValue value) {
        String key = section.key(key(component));
        try {
            Object read = Values.of(component.getGenericType(), key, value);
            findings.effective(key, Values.canonical(read), section.originOf(key(component)));
            return Optional.of(read);
        } catch (Values.Mismatch e) {
            findings.problem(section.originOf(key(component)), key, e.getMessage());
            ConfigValue usual = section.defaults().get(key(component));
            return Optional.ofNullable(usual).map(it -> Values.of(component.getGenericType(), key, it));
        }
    }

    private static boolean isSecret(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType generic
                && generic.getActualTypeArguments()[0] == Secret.class;
    }

    private void reportUnknown(
            Class<? extends Record> type, Section section, Map<String, Object> given, Set<String> handled) {
        Set<String> allowed = new LinkedHashSet<>(handled);
        Set<String> ownWords = new LinkedHashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = key(component);
            if (isSecret(component)) {
                allowed.add(key + "-env");
                allowed.add(key + "-file");
                ownWords.add(key);
            } else if (!given.containsKey(component.getName())) {
                allowed.add(key);
            }
        }
        section.values().keySet().stream()
                .filter(key -> !allowed.contains(key) && !ownWords.contains(key))
                .forEach(key -> findings.problem(
                        section.originOf(key), section.key(key), "is not a setting" + DidYouMean.hint(key, allowed)));
    }

    private <R extends Record> Optional<R> construct(Class<R> type, Map<String, Object> arguments, Section section) {
        try {
            return Optional.of(constructor(type).newInstance(values(type, arguments)));
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof ConfigException broken)) {
                throw new IllegalStateException("Cannot read " + section.path(), e.getCause());
            }
            broken.problems()
                    .forEach(problem -> findings.problem(
                            originOf(problem.key(), section), section.key(problem.key()), problem.text()));
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " must be a record with public components", e);
        }
    }

    /** A secret's mistake belongs to the key that says where the secret is. */
    private static Origin originOf(String key, Section section) {
        boolean isFromFile = section.value(key + "-file").filter(Values::isText).isPresent();
        boolean isFromEnvironment = section.value(key + "-env").isPresent();
        return isFromFile ? section.originOf(key + "-file") : section.originOf(isFromEnvironment ? key + "-env" : key);
    }

    private static <R extends Record> Constructor<R> constructor(Class<R> type) throws NoSuchMethodException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        return type.getDeclaredConstructor(types);
    }

    private static Object[] values(Class<? extends Record> type, Map<String, Object> arguments) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> arguments.get(component.getName()))
                .toArray();
    }
}
