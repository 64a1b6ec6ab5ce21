package io.nightjar.identity.match;

import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import java.util.Arrays;
import java.util.Locale;

/** What of a record can speak for or against two records being one person. */
public enum Part {
    GIVEN_NAME(Kind.NAME),
    SURNAME(Kind.NAME),
    BIRTH_DATE(Kind.DATE),
    EMAIL(Kind.EMAIL),
    PHONE(Kind.NUMBER),
    NATIONAL_ID(Kind.NUMBER),
    HOUSE_NUMBER(Kind.CODE),
    STREET(Kind.PLACE),
    STREET_2(Kind.PLACE),
    CITY(Kind.PLACE),
    POSTCODE(Kind.CODE),
    REGION(Kind.CODE);

    /** How two values of a part are compared. */
    enum Kind {
        NAME,
        DATE,
        EMAIL,
        NUMBER,
        CODE,
        PLACE
    }

    private static final Part[] ALL = values();

    private final Kind kind;

    Part(Kind kind) {
        this.kind = kind;
    }

    static Part[] all() {
        return ALL.clone();
    }

    static int count() {
        return ALL.length;
    }

    Kind kind() {
        return kind;
    }

    /** As configuration and evidence name it: {@code given-name}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Part named(String word) {
        return Arrays.stream(ALL)
                .filter(part -> part.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new ConfigException("identity.match.without names \"" + word
                        + "\", which is no part of a record"
                        + DidYouMean.hint(
                                word, Arrays.stream(ALL).map(Part::word).toList())));
    }
}
