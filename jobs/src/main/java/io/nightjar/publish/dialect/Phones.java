package io.nightjar.publish.dialect;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;

/** Phone numbers in international form (ITU E.164). */
final class Phones {
    static final Pattern INTERNATIONAL = Pattern.compile("\\+[1-9]\\d{6,14}");

    private Phones() {}

    /**
     * {@code +436601234567}; empty where the text is no possible number.
     *
     * @param country two letters, for numbers that do not say theirs; empty if not known
     */
    static String international(String text, String country) {
        String number = text.strip();
        if (number.isEmpty()) {
            return "";
        }
        String written = number.startsWith("00") ? "+" + number.substring(2) : number;
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber parsed = phones.parse(written, country.isEmpty() ? null : country);
            String international = phones.format(parsed, PhoneNumberUtil.PhoneNumberFormat.E164);
            return phones.isPossibleNumber(parsed)
                            && INTERNATIONAL.matcher(international).matches()
                    ? international
                    : "";
        } catch (NumberParseException e) {
            return "";
        }
    }

    /** The two letters of the country that a number in international form belongs to; empty if it is not known. */
    static String country(String international) {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        try {
            String region =
                    international.isEmpty() ? null : phones.getRegionCodeForNumber(phones.parse(international, null));
            return region != null && Countries.codes().contains(region) ? region : "";
        } catch (NumberParseException e) {
            return "";
        }
    }

    /** The digits of a number in international form, which do not begin with 0. */
    static String digits(String international) {
        return international.replaceFirst("^\\+", "");
    }
}
