package io.nightjar.publish.dialect;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Hashes that give away what went into them: of nothing at all, of words that stand for nothing, of values that were not
 * brought into the tool's spelling first. A hash cannot be read back, but these can be made ahead and compared.
 */
final class Suspects {
    private static final List<String> NOTHING = List.of(
            " ",
            "null",
            "NULL",
            "Null",
            "none",
            "None",
            "nan",
            "NaN",
            "n/a",
            "N/A",
            "na",
            "unknown",
            "undefined",
            "-",
            "0",
            "+",
            "test@test.com",
            "test@example.com",
            "noreply@example.com");

    /** Given and family names that are frequent where campaign tools are used: one of them is in almost every list. */
    private static final String NAMES = """
            anna maria marie sophie laura julia sarah lena emma mia hannah lisa katharina christina sandra nicole petra
            sabine claudia monika andrea eva barbara karin elisabeth michael thomas peter andreas stefan martin christian
            daniel markus david alexander max lukas paul jan tobias felix florian simon james john robert william richard
            joseph charles mary patricia jennifer linda susan jessica karen jean pierre michel philippe nathalie isabelle
            camille jose antonio carlos manuel carmen ana francisco marco giuseppe luca giulia chiara francesca mohammed
            ali fatima ahmed jan piotr anna katarzyna tomasz smith johnson williams brown jones garcia miller davis wilson
            anderson taylor moore martin lee müller schmidt schneider fischer weber meyer wagner becker schulz hoffmann
            koch bauer huber gruber steiner moser mayer rossi russo ferrari esposito bianchi dubois durand bernard petit
            silva santos ferreira pereira fernandez lopez gonzalez rodriguez sanchez kowalski nowak novak jansen devries
            """;

    private final Map<String, Complaint> known = new HashMap<>();

    private Suspects() {
        NOTHING.forEach(text -> add(text, hashOfNothing()));
        // Sha256.hex leaves nothing alone, so the hash of no bytes is spelled out.
        known.put("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", hashOfNothing());
    }

    /** For e-mail addresses and phone numbers, which are too many to guess. */
    static Suspects ofAnything() {
        return new Suspects();
    }

    /** For names: also those hashed in capitals or with blanks. */
    static Suspects ofNames() {
        Suspects suspects = new Suspects();
        for (String name : NAMES.strip().split("\\s+")) {
            String first = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            for (String wrong : List.of(first, name.toUpperCase(Locale.ROOT), name + " ", " " + name, first + " ")) {
                suspects.add(wrong, notNormalised("it is the hash of a name with capitals or blanks"));
            }
        }
        return suspects;
    }

    /** For country codes in lower case: also those hashed in upper case, with three letters or as words. */
    static Suspects ofCountries() {
        Suspects suspects = new Suspects();
        for (String code : Countries.codes()) {
            Locale country = new Locale("", code);
            for (String wrong : List.of(
                    code,
                    country.getISO3Country(),
                    country.getISO3Country().toLowerCase(Locale.ROOT),
                    country.getDisplayCountry(Locale.ENGLISH),
                    country.getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT))) {
                suspects.add(wrong, notNormalised("it is the hash of a country not written as two lower-case letters"));
            }
        }
        return suspects;
    }

    Optional<Complaint> about(String hash) {
        return Optional.ofNullable(known.get(hash));
    }

    private void add(String text, Complaint complaint) {
        known.put(Sha256.hex(text), complaint);
    }

    private static Complaint hashOfNothing() {
        return Complaint.unmatched(
                "hash-of-nothing", "it is the hash of an empty or placeholder value: leave the place empty instead");
    }

    private static Complaint notNormalised(String what) {
        return Complaint.unmatched("hash-not-normalised", what + ": trim and lower-case before hashing");
    }
}
