package io.nightjar.store.feed;

/**
 * Replaces e-mail addresses and phone numbers in any text by tokens, and leaves order ids, product numbers, dates and
 * amounts as they are.
 *
 * <p>A phone number has 7 to 15 digits and a plus, blank, dash or parenthesis among them. Where only dashes do, it must
 * also begin with 0 or be grouped as in North America, because order and product numbers have dashes too.
 */
final class ContactText {
    private static final int LEAST_DIGITS = 7;
    private static final int MOST_DIGITS = 15;
    private static final int DATE = 10;

    private final String text;
    private final Tokeniser tokeniser;
    private final StringBuilder out = new StringBuilder();

    private ContactText(String text, Tokeniser tokeniser) {
        this.text = text;
        this.tokeniser = tokeniser;
    }

    static String masked(String text, Tokeniser tokeniser) {
        String withoutMail = new ContactText(text, tokeniser).withoutMail();
        return new ContactText(withoutMail, tokeniser).withoutPhones();
    }

    private String withoutMail() {
        int copied = 0;
        for (int at = nextAt(0); at >= 0; at = nextAt(at + 1)) {
            int sign = text.charAt(at) == '@' ? 1 : 3;
            int from = at;
            while (from > copied && isMailChar(text.charAt(from - 1))) {
                from--;
            }
            int to = at + sign;
            while (to < text.length() && isDomainChar(text.charAt(to))) {
                to++;
            }
            while (to > at + sign && !Character.isLetterOrDigit(text.charAt(to - 1))) {
                to--;
            }
            if (from < at && to > at + sign) {
                out.append(text, copied, from)
                        .append(tokeniser.token(text.substring(from, to).replace("%40", "@")));
                copied = to;
            }
        }
        return out.append(text, copied, text.length()).toString();
    }

    // Addresses in links have their sign escaped.
    private int nextAt(int from) {
        int plain = text.indexOf('@', from);
        int escaped = text.indexOf("%40", from);
        return plain < 0 || escaped < 0 ? Math.max(plain, escaped) : Math.min(plain, escaped);
    }

    private static boolean isMailChar(char c) {
        return Character.isLetterOrDigit(c) || "._+-'!#$&*~^`{}".indexOf(c) >= 0;
    }

    private static boolean isDomainChar(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-';
    }

    private String withoutPhones() {
        int at = 0;
        while (at < text.length()) {
            int to = partEnd(at);
            append(at, to);
            at = to;
        }
        return out.toString();
    }

    private int partEnd(int at) {
        char c = text.charAt(at);
        if (isDateAt(at)) {
            return at + DATE;
        }
        if (isDigit(c) || c == '+' || c == '(') {
            return numberEnd(at);
        }
        return isWordPart(c) ? wordEnd(at) : at + 1;
    }

    private void append(int from, int to) {
        String part = text.substring(from, to);
        if (isDigit(part.charAt(0)) || part.charAt(0) == '+' || part.charAt(0) == '(') {
            boolean isPhone = !isDate(part) && isPhone(part) && !isAmount(part, to) && !isGlued(to);
            out.append(isPhone ? tokeniser.token(digits(part)) : part);
        } else {
            out.append(part);
        }
    }

    // A word takes along the digits and dashes that hang on it: ORD-2026-0001234 is no phone number.
    private int wordEnd(int from) {
        int to = from;
        while (to < text.length() && (isWordPart(text.charAt(to)) || isJoint(to))) {
            to++;
        }
        return to;
    }

    private boolean isJoint(int at) {
        char c = text.charAt(at);
        return (c == '-' || c == '_') && at + 1 < text.length() && isWordPart(text.charAt(at + 1));
    }

    // The longest run of digits and what stands between the digits of a phone number, ending with a digit.
    private int numberEnd(int from) {
        int to = from + 1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                to = i + 1;
            } else if (!isBetweenDigits(c) || (c == '+' && i > from) || i - to > 2) {
                break;
            }
        }
        return to;
    }

    private static boolean isBetweenDigits(char c) {
        return c == ' ' || c == '-' || c == '(' || c == ')' || c == '/' || c == '+' || c == '\u00A0' || c == '.';
    }

    private boolean isGlued(int to) {
        return to < text.length() && (isWordPart(text.charAt(to)) || text.charAt(to) == ':');
    }

    // More digits than a phone number has, with blanks between them, are several phone numbers.
    private static boolean isPhone(String part) {
        int digits = digits(part).length();
        if (digits < LEAST_DIGITS || shape(part).equals("99999999 999999")) {
            return false;
        }
        if (has(part, "+( \u00A0")) {
            return true;
        }
        boolean isDialled = part.startsWith("0") && digits <= MOST_DIGITS;
        return has(part, "-") && (isDialled || isNorthAmerican(part));
    }

    // 555-0100 has too little of a phone number to tell it from a product number.
    private static boolean isNorthAmerican(String part) {
        String shape = shape(part);
        return shape.equals("999-999-9999") || shape.equals("9-999-999-9999");
    }

    private boolean isDateAt(int at) {
        int to = at + DATE;
        return to <= text.length()
                && isDate(text.substring(at, to))
                && (to == text.length() || !isDigit(text.charAt(to)));
    }

    // 2026-01-31, 31-01-2026, 31.01.2026, 01/31/2026
    private static boolean isDate(String part) {
        String shape = shape(part).replace('/', '-').replace('.', '-');
        return shape.equals("9999-99-99") || shape.equals("99-99-9999");
    }

    // 1 234 567,50 and 1 234 567.50
    private boolean isAmount(String part, int to) {
        boolean hasDecimals = to + 1 < text.length() && text.charAt(to) == ',' && isDigit(text.charAt(to + 1));
        int point = part.lastIndexOf('.');
        boolean hasPoint = point >= 0 && shape(part.substring(point)).equals(".99");
        return hasPoint ? isGroupedByThree(part.substring(0, point)) : hasDecimals && isGroupedByThree(part);
    }

    private static boolean isGroupedByThree(String whole) {
        String[] groups = whole.replace('\u00A0', ' ').split(" ", -1);
        for (int i = 0; i < groups.length; i++) {
            boolean isRightSize = i == 0 ? groups[i].length() <= 3 : groups[i].length() == 3;
            if (!isRightSize || groups[i].isEmpty() || !digits(groups[i]).equals(groups[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(String part, String any) {
        return part.chars().anyMatch(c -> any.indexOf(c) >= 0);
    }

    private static String digits(String part) {
        StringBuilder digits = new StringBuilder();
        part.chars().filter(c -> isDigit((char) c)).forEach(c -> digits.append((char) c));
        return digits.toString();
    }

    /** Every letter as a or A, every digit as 9, the rest as it is. */
    static String shape(String value) {
        StringBuilder shape = new StringBuilder(value.length());
        value.codePoints().forEach(c -> shape.appendCodePoint(shape(c)));
        return shape.toString();
    }

    private static int shape(int c) {
        if (Character.isDigit(c)) {
            return '9';
        }
        if (Character.isLetter(c)) {
            return Character.isUpperCase(c) ? 'A' : 'a';
        }
        return c;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
