package io.nightjar.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows a secret by its name, and a password inside a URL. */
final class Secrecy {
    private static final List<String> SECRET_WORDS = List.of(
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "token",
            "credential",
            "accesskey",
            "apikey",
            "privatekey",
            "accountkey",
            "sastoken",
            "clientkey");

    /** Last words of names that mention a secret but hold something else: {@code aws.credentials.provider}. */
    private static final Set<String> HARMLESS_ENDS = Set.of(
            "provider",
            "providers",
            "path",
            "file",
            "dir",
            "enabled",
            "interval",
            "class",
            "type",
            "length",
            "ms",
            "uri",
            "url",
            "endpoint",
            "mode",
            "algorithm",
            "renewal",
            "regex",
            "env");

    private static final Pattern WORD_END = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern NOT_A_LETTER = Pattern.compile("[^a-z0-9]");

    /** A port and a slash may follow the colon of a host; anything else between colon and @ is a password. */
    private static final Pattern USER_INFO =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^\\s/?#@:'\"]*:(?!\\d{1,5}(?:[/?]|$))[^\\s'\"]*@");

    private static final Pattern ORACLE_THIN = Pattern.compile("(?i)jdbc:oracle:[a-z0-9]+:[^\\s/@]+/[^\\s@]+@");

    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)(?:jdbc:|[a-z][a-z0-9+.-]*://)[^\\s'\"]*[?&;]"
                    + "[a-z0-9_.-]*(?:password|passwd|pwd|secret|token|credential|access_?key|api_?key|signature)=[^&;\\s'\"]+");

    private Secrecy() {}

    static boolean isSecretName(String key) {
        String plain = NOT_A_LETTER.matcher(key.toLowerCase(Locale.ROOT)).replaceAll("");
        return SECRET_WORDS.stream().anyMatch(plain::contains) && !HARMLESS_ENDS.contains(lastWord(key));
    }

    static boolean holdsUrlPassword(String text) {
        return USER_INFO.matcher(text).find()
                || ORACLE_THIN.matcher(text).find()
                || PARAMETER.matcher(text).find();
    }

    /** Whether a stretch of text might give a secret away, when it is not known what the text is. */
    static boolean mayTell(String text) {
        String plain = NOT_A_LETTER.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return SECRET_WORDS.stream().anyMatch(plain::contains) || plain.contains("key") || holdsUrlPassword(text);
    }

    private static String lastWord(String key) {
        String[] words = WORD_END.split(key);
        return words.length == 0 ? "" : words[words.length - 1].toLowerCase(Locale.ROOT);
    }
}
