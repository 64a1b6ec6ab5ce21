package io.nightjar.identity.match;

import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import java.util.Arrays;
import java.util.Locale;

/** What of a record can speak for or against two records being one person. */
public enum Part {
    GIVEN_NAME(0, Kind.NAME),
    SURNAME(1, Kind.NAME),
    BIRTH_DATE(2, Kind.DATE),
    EMAIL(3, Kind.EMAIL),
    PHONE(4, Kind.NUMBER),
    NATIONAL_ID(5, Kind.NUMBER),
    HOUSE_NUMBER(6, Kind.CODE),
    STREET(7, Kind.PLACE),
    STREET_2(8, Kind.PLACE),
    CITY(9, Kind.PLACE),
    POSTCODE(10, Kind.CODE),
    REGION(11, Kind.CODE),
    CUSTOMER_NUMBER(12, Kind.NUMBER),
    /** Of two mailboxes: what each says beyond the name, see {@link MailboxMark}. */
    MAILBOX_MARK(13, Kind.MARK),
    /** The day on which the shop first wrote the person down, in this source. */
    REGISTERED_ON(14, Kind.MARK),
    /** Columns of the shop's own, by the way in which they are compared. */
    OTHER_NAME(15, Kind.NAME),
    OTHER_WORDS(16, Kind.PLACE),
    OTHER_CODE(17, Kind.CODE),
    OTHER_NUMBER(18, Kind.NUMBER),
    OTHER_DATE(19, Kind.DATE),
    /** City and postcode as one: where one follows from the other, two records that agree on both agree once. */
    TOWN(20, Kind.MARK);

    /** How two values of a part are compared. */
    enum Kind {
        NAME,
        DATE,
        EMAIL,
        NUMBER,
        CODE,
        PLACE,
        MARK
    }

    private static final Part[] ALL = values();

    private final int index;
    private final Kind kind;

    Part(int index, Kind kind) {
        this.index = index;
        this.kind = kind;
    }

    static Part[] all() {
        return ALL.clone();
    }

    static int count() {
        return ALL.length;
    }

    /** Its place in everything that is kept by part, 0 first. */
    int index() {
        return index;
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
