package io.nightjar.app;

import java.util.regex.Pattern;

/** Takes what looks like an e-mail address, a phone number or a password out of text that goes to logs. */
final class Redaction {
    private static final Pattern EMAIL = Pattern.compile("[\\p{L}0-9._%+-]+@[\\p{L}0-9.-]+\\.\\p{L}{2,}");
    private static final Pattern PHONE = Pattern.compile("\\+\\d[\\d ()/-]{6,}\\d");
    private static final Pattern PASSWORD = Pattern.compile("(?i)(password|secret|token)(=|:\\s*)[^\\s&,;]+");

    private Redaction() {}

    static String redacted(String text) {
        String noMail = EMAIL.matcher(text).replaceAll("<e-mail>");
        String noPhone = PHONE.matcher(noMail).replaceAll("<phone>");
        return PASSWORD.matcher(noPhone).replaceAll("$1$2****");
    }
}
