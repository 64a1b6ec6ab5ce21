package io.nightjar.identity.match;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.nightjar.config.IdentitySettings;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** E-mail addresses and phone numbers as keys: one way to write each, none for what belongs to nobody. */
public final class ContactRules implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern ONE_DIGIT = Pattern.compile("\\+?(\\d)\\1+");
    private static final int FEWEST_DIGITS = 8;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final List<Pattern> blockedEmails;
    /** Those of them that name a mailbox and not only a domain: people may share a domain, and still have one mailbox each. */
    private final List<Pattern> nobodysMailboxes;

    private final Set<String> blockedPhones;
    private final String defaultCountry;

    public ContactRules(IdentitySettings settings) {
        blockedEmails =
                settings.blockedEmails().stream().map(ContactRules::pattern).toList();
        nobodysMailboxes = settings.blockedEmails().stream()
                .filter(blocked -> !blocked.startsWith("*@"))
                .map(ContactRules::pattern)
                .toList();
        defaultCountry = settings.defaultCountry().orElse(null);
        blockedPhones = new HashSet<>();
        for (String blocked : settings.blockedPhones()) {
            String number = international(blocked, defaultCountry);
            blockedPhones.add(number == null ? digits(blocked) : number);
        }
    }

    /** The address as {@link Standard#email} writes it, or null. */
    public String email(String raw) {
        String clean = Standard.email(raw);
        return clean == null || isOne(blockedEmails, raw) || isOne(blockedEmails, clean) ? null : clean;
    }

    /** For comparing: an address with a typing error in it still tells something, and so does one of a blocked domain. */
    String roughEmail(String raw) {
        if (raw == null || isOne(nobodysMailboxes, raw)) {
            return null;
        }
        String clean = Standard.email(raw);
        if (clean == null) {
            return Standard.roughEmail(raw);
        }
        return isOne(nobodysMailboxes, clean) ? null : clean;
    }

    /** The number with its country (E.164), or null where it does not say its country and none is set. */
    public String phone(String raw) {
        return phone(raw, null);
    }

    /** @param writtenCountry of the person, for numbers that do not say theirs; what is no two-letter code is none */
    public String phone(String raw, String writtenCountry) {
        if (raw == null || ONE_DIGIT.matcher(digits(raw)).matches()) {
            return null;
        }
        String country = country(writtenCountry);
        String number = international(raw, country == null ? defaultCountry : country);
        return number == null || blockedPhones.contains(number) ? null : number;
    }

    /** For comparing: a number that does not say its country still is what it is. */
    String roughPhone(String raw, String writtenCountry) {
        String number = phone(raw, writtenCountry);
        if (number != null || raw == null) {
            return number;
        }
        String country = country(writtenCountry);
        String digits = digits(raw);
        boolean isNumber = digits.length() >= FEWEST_DIGITS && !isOneDigit(digits, parsed(raw, country));
        boolean isBlocked = blockedPhones.contains(digits) || blockedPhones.contains(international(raw, country));
        return isNumber && !isBlocked ? digits : null;
    }

    private static String country(String written) {
        String code = written == null ? "" : written.strip().toUpperCase(Locale.ROOT);
        return COUNTRIES.contains(code) ? code : null;
    }

    private static boolean isOne(List<Pattern> patterns, String address) {
        String plain = address.strip().toLowerCase(Locale.ROOT);
        return patterns.stream().anyMatch(pattern -> pattern.matcher(plain).matches());
    }

    /** One digit again and again, also after the country. */
    private static boolean isOneDigit(String digits, PhoneNumber number) {
        return ONE_DIGIT.matcher(digits).matches()
                || (number != null
                        && ONE_DIGIT
                                .matcher(PhoneNumberUtil.getInstance().getNationalSignificantNumber(number))
                                .matches());
    }

    private static String international(String raw, String country) {
        PhoneNumber number = parsed(raw, country);
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        boolean isUsable = number != null && numbers.isPossibleNumber(number) && !isOneDigit(digits(raw), number);
        return isUsable ? numbers.format(number, PhoneNumberFormat.E164) : null;
    }

    private static PhoneNumber parsed(String raw, String country) {
        String text = raw.strip().replaceFirst("^00(?=[1-9])", "+");
        if (!text.startsWith("+") && country == null) {
            return null;
        }
        try {
            return PhoneNumberUtil.getInstance().parse(text, country);
        } catch (NumberParseException e) {
            // What cannot be read as a number is none; that is an answer and no trouble.
            return null;
        }
    }

    private static String digits(String raw) {
        return raw.replaceAll("[^0-9+]", "");
    }

    private static Pattern pattern(String blocked) {
        StringBuilder pattern = new StringBuilder();
        for (String piece : blocked.toLowerCase(Locale.ROOT).split("(?<=\\*)|(?=\\*)")) {
            pattern.append("*".equals(piece) ? ".*" : Pattern.quote(piece));
        }
        return Pattern.compile(pattern.toString());
    }
}
