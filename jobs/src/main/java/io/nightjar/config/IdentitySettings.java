package io.nightjar.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What counts as the same person.
 *
 * @param maxRecordsPerKey a value shared by more records than this is no key, 2 or more
 * @param blockedEmails addresses that belong to nobody, or {@code name@*} for any domain, or {@code *@domain}
 * @param blockedPhones numbers that belong to nobody, such as the shop's own
 * @param defaultCountry ISO 3166 two-letter code for phone numbers without +; absent means such numbers are no key
 * @param keepsFormerKeys whether a record keeps an address or number that it alone had, after it changed
 * @param match how records without a common key are found to be the same person
 */
public record IdentitySettings(
        int maxRecordsPerKey,
        List<String> blockedEmails,
        List<String> blockedPhones,
        Optional<String> defaultCountry,
        boolean keepsFormerKeys,
        MatchSettings match) {
    public IdentitySettings {
        blockedEmails = List.copyOf(blockedEmails);
        blockedPhones = List.copyOf(blockedPhones);
        new Checks()
                .between("max-records-per-key", 2, 1_000_000, maxRecordsPerKey)
                .that(
                        defaultCountry.map(IdentitySettings::isCountry).orElse(true),
                        "default-country",
                        "must be a two-letter country code such as AT but is \"" + defaultCountry.orElse("") + "\"")
                .done();
    }

    private static boolean isCountry(String code) {
        return Arrays.asList(Locale.getISOCountries()).contains(code);
    }
}
