package io.nightjar.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the contact plan is to make of a list.
 *
 * @param planned whether its people are contacted because of it; not for exclusions and seeds of look-alikes
 * @param priority absent: service for a service list, else sale
 * @param topic lists of one topic share a limit; absent: the list is a topic of its own
 * @param controlShare of its people who are held out, 0 to 1; absent: as the settings say
 * @param repeatDays the list does not contact a person again within so many days, 0 or more; absent: as settings say
 */
public record ContactTerms(
        boolean planned,
        Optional<Priority> priority,
        Optional<String> topic,
        Optional<Double> controlShare,
        OptionalInt repeatDays) {
    /** A list like most. */
    public static final ContactTerms USUAL =
            new ContactTerms(true, Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());

    public ContactTerms {
        new Checks()
                .notBlank("topic", topic.orElse("own"))
                .between("control-share", 0.0, 1.0, controlShare.orElse(0.0))
                .notNegative("repeat-days", repeatDays.orElse(0))
                .done();
    }
}
