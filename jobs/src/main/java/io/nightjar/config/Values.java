package io.nightjar.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Turns one HOCON value into the Java value a record asks for, or says in a sentence why it cannot. */
final class Values {
    private static final int SHOWN_AT_MOST = 80;

    private Values() {}

    /** A value that does not fit; its message is the end of a sentence: {@code must be … but is …}. */
    static final class Mismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Mismatch(String message) {
            super(message);
        }

        static Mismatch of(String wanted, String key, ConfigValue value) {
            return new Mismatch("must be " + wanted + " but is " + shown(key, value));
        }
    }

    static Object of(Type type, String key, ConfigValue value) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic, key, value);
        }
        return ofClass((Class<?>) type, key, value);
    }

    /** The value as a message may print it. */
    static String shown(String key, ConfigValue value) {
        String text = rendered(value);
        if (Secrecy.isSecretName(key) || Secrecy.mayTell(text)) {
            return Secret.MASK;
        }
        return text.length() > SHOWN_AT_MOST ? text.substring(0, SHOWN_AT_MOST) + "…" : text;
    }

    /** The value as HOCON writes it; numbers as they were written, so that 0043 stays 0043. */
    static String rendered(ConfigValue value) {
        if (value instanceof ConfigList list) {
            return list.stream().map(Values::rendered).collect(Collectors.joining(",", "[", "]"));
        }
        return value.valueType() == ConfigValueType.NUMBER
                ? asWritten(value)
                : value.render(ConfigRenderOptions.concise());
    }

    /** A value that was read, written the same however the file spelled it: {@code "45"}, 45 and 45.0 are one. */
    static String canonical(Object read) {
        if (read instanceof Optional<?> optional) {
            return optional.map(Values::canonical).orElse("null");
        }
        if (read instanceof List<?> list) {
            return list.stream().map(Values::canonical).collect(Collectors.joining(", ", "[", "]"));
        }
        if (read instanceof OptionalInt number) {
            return number.isPresent() ? Integer.toString(number.getAsInt()) : "null";
        }
        if (read instanceof OptionalLong number) {
            return number.isPresent() ? Long.toString(number.getAsLong()) : "null";
        }
        if (read instanceof Double number) {
            return Checks.plain(number);
        }
        boolean isBare = read instanceof Number || read instanceof Boolean;
        String text = read instanceof Enum<?> word ? word(word) : read.toString();
        return isBare ? text : ConfigUtil.quoteString(text);
    }

    /** The text of a string, number or boolean, before anybody took it for a number. */
    static String asWritten(ConfigValue value) {
        return value.atKey("value").getString("value");
    }

    static boolean isText(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> true;
            case LIST, OBJECT, NULL -> false;
        };
    }

    static String text(String key, ConfigValue value) {
        if (!isText(value)) {
            throw Mismatch.of("text", key, value);
        }
        return asWritten(value);
    }

    private static Object ofGeneric(ParameterizedType type, String key, ConfigValue value) {
        Type element = type.getActualTypeArguments()[0];
        if (type.getRawType() == List.class) {
            return list(element, key, value);
        }
        return value.valueType() == ConfigValueType.NULL ? Optional.empty() : Optional.of(of(element, key, value));
    }

    private static Object ofClass(Class<?> type, String key, ConfigValue value) {
        if (type.isEnum()) {
            return word(type, key, value);
        }
        return switch (type.getName()) {
            case "int", "java.lang.Integer" -> (int) whole(key, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "long" -> whole(key, value, Long.MIN_VALUE, Long.MAX_VALUE);
            case "double", "java.lang.Double" -> number(key, value);
            case "boolean" -> yesOrNo(key, value);
            case "char" -> character(key, value);
            case "java.lang.String" -> text(key, value);
            case "java.time.ZoneId" -> zone(key, value);
            case "java.nio.charset.Charset" -> charset(key, value);
            case "java.util.OptionalInt" ->
                isNull(value)
                        ? OptionalInt.empty()
                        : OptionalInt.of((int) whole(key, value, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "java.util.OptionalLong" ->
                isNull(value)
                        ? OptionalLong.empty()
                        : OptionalLong.of(whole(key, value, Long.MIN_VALUE, Long.MAX_VALUE));
            default -> throw new IllegalStateException("No way to read a " + type + " for " + key);
        };
    }

    private static List<Object> list(Type element, String key, ConfigValue value) {
        if (!(value instanceof ConfigList list)) {
            throw Mismatch.of("a list, such as [a, b],", key, value);
        }
        return list.stream().map(item -> of(element, key, item)).toList();
    }

    private static boolean isNull(ConfigValue value) {
        return value.valueType() == ConfigValueType.NULL;
    }

    private static long whole(String key, ConfigValue value, long low, long high) {
        try {
            BigDecimal number = isText(value) ? inUnitOf(key, value) : null;
            if (number == null || number.stripTrailingZeros().scale() > 0) {
                throw Mismatch.of("a whole number", key, value);
            }
            if (number.compareTo(BigDecimal.valueOf(low)) < 0 || number.compareTo(BigDecimal.valueOf(high)) > 0) {
                throw Mismatch.of("between " + low + " and " + high, key, value);
            }
            return number.longValueExact();
        } catch (NumberFormatException e) {
            throw Mismatch.of(unitHint(key), key, value);
        }
    }

    private static BigDecimal inUnitOf(String key, ConfigValue value) {
        String text = asWritten(value).replace("_", "").strip();
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return withUnit(key, value).orElseThrow(() -> e);
        }
    }

    /** A value with its own unit, counted in the unit the key names. */
    private static Optional<BigDecimal> withUnit(String key, ConfigValue value) {
        try {
            return switch (unit(key)) {
                case "bytes" ->
                    Optional.of(BigDecimal.valueOf(value.atKey("size").getBytes("size")));
                case "days" -> exactly(duration(value), Duration.ofDays(1));
                case "seconds" -> exactly(duration(value), Duration.ofSeconds(1));
                default -> Optional.empty();
            };
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    private static Duration duration(ConfigValue value) {
        return value.atKey("time").getDuration("time");
    }

    private static Optional<BigDecimal> exactly(Duration time, Duration unit) {
        Duration rest = time.minus(unit.multipliedBy(time.dividedBy(unit)));
        return rest.isZero() ? Optional.of(BigDecimal.valueOf(time.dividedBy(unit))) : Optional.empty();
    }

    private static String unit(String key) {
        String name = key.substring(key.lastIndexOf('.') + 1);
        if (name.contains("-bytes")) {
            return "bytes";
        }
        return name.endsWith("-days") ? "days" : name.endsWith("-seconds") ? "seconds" : "";
    }

    private static String unitHint(String key) {
        return switch (unit(key)) {
            case "bytes" -> "a size such as 1048576 or \"100 MB\"";
            case "days" -> "a whole number of days";
            case "seconds" -> "a whole number of seconds";
            default -> "a whole number";
        };
    }

    private static double number(String key, ConfigValue value) {
        try {
            String text = isText(value) ? asWritten(value) : "";
            double number = new BigDecimal(text.replace("_", "").strip()).doubleValue();
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw Mismatch.of("a number", key, value);
        }
        throw Mismatch.of("a number of ordinary size", key, value);
    }

    private static boolean yesOrNo(String key, ConfigValue value) {
        return switch (isText(value) ? asWritten(value) : "") {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw Mismatch.of("true or false", key, value);
        };
    }

    private static char character(String key, ConfigValue value) {
        String text = isText(value) ? asWritten(value) : "";
        if (text.equals("tab")) {
            return '\t';
        }
        if (text.length() != 1) {
            throw Mismatch.of("one character, or tab,", key, value);
        }
        return text.charAt(0);
    }

    private static ZoneId zone(String key, ConfigValue value) {
        try {
            return ZoneId.of(text(key, value));
        } catch (java.time.DateTimeException e) {
            throw Mismatch.of("a time zone such as Europe/Vienna or UTC", key, value);
        }
    }

    private static Charset charset(String key, ConfigValue value) {
        try {
            return Charset.forName(text(key, value));
        } catch (IllegalArgumentException e) {
            throw Mismatch.of("a charset such as UTF-8 or windows-1252", key, value);
        }
    }

    /** The enum word; a bare {@code null} in the file means the word null where there is one. */
    private static Object word(Class<?> type, String key, ConfigValue value) {
        String text = isNull(value) ? "null" : isText(value) ? asWritten(value) : "";
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> Mismatch.of(words(type), key, value));
    }

    private static String words(Class<?> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Values::word).toList();
        return words.size() == 2
                ? words.get(0) + " or " + words.get(1)
                : words.stream().collect(Collectors.joining(", ", "one of ", ""));
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
