package io.nightjar.config;

import java.util.List;

/**
 * Who lives together.
 *
 * @param by what ties people to a household, of {@link #RULES}
 * @param maxPersons an address or mailbox of more people is no household, nor are more people whom several tie, 2 or more
 */
public record HouseholdSettings(List<String> by, int maxPersons) {
    public static final String SURNAME_AND_ADDRESS = "surname-and-address";
    public static final String ADDRESS = "address";
    public static final String MAILBOX = "mailbox";
    public static final String PHONE = "phone";
    public static final List<String> RULES = List.of(SURNAME_AND_ADDRESS, ADDRESS, MAILBOX, PHONE);

    public HouseholdSettings {
        by = List.copyOf(by);
        new Checks()
                .that(RULES.containsAll(by), "by", "must be some of " + String.join(", ", RULES) + " but is " + by)
                .between("max-persons", 2, 1000, maxPersons)
                .done();
    }
}
