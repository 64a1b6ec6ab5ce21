package io.nightjar.publish.dialect;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Country codes of ISO 3166, and the names people write instead of them. */
final class Countries {
    private static final List<String> LANGUAGES =
            List.of("en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sv", "da", "fi", "hu", "tr");
    private static final Set<String> CODES = Set.of(Locale.getISOCountries());

    /** Read once: 250 countries in 14 languages. */
    private static final class Names {
        private static final Map<String, String> ALL = all();

        private Names() {}

        private static Map<String, String> all() {
            Map<String, String> names = new HashMap<>();
            for (String code : Locale.getISOCountries()) {
                Locale country = new Locale("", code);
                names.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
                for (String language : LANGUAGES) {
                    names.putIfAbsent(
                            country.getDisplayCountry(new Locale(language)).toLowerCase(Locale.ROOT), code);
                }
            }
            names.put("uk", "GB");
            names.put("great britain", "GB");
            names.put("england", "GB");
            names.put("scotland", "GB");
            names.put("wales", "GB");
            names.put("united states of america", "US");
            names.put("u.s.a.", "US");
            names.put("holland", "NL");
            return Map.copyOf(names);
        }
    }

    private Countries() {}

    /** The two letters of a country given as code or by name in one of many languages. */
    static Optional<String> alpha2(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        if (CODES.contains(upper)) {
            return Optional.of(upper);
        }
        return Optional.ofNullable(Names.ALL.get(text.strip().toLowerCase(Locale.ROOT)));
    }

    static Set<String> codes() {
        return CODES;
    }
}
