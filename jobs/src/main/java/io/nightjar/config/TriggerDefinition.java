package io.nightjar.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that happens to a person and calls for a contact, as its file in {@code conf/triggers} says.
 *
 * @param name the file's name without {@code .conf}: {@code a-z}, digits and {@code -}, up to 63
 * @param description one sentence for the people who will use it
 * @param on what one firing is about
 * @param when SQL condition over the person's columns and those of the ground
 * @param object SQL text that names what it fires about: it fires once for each, ever; absent: as the ground has it
 * @param rankBy SQL ordering: where several fire for a person at once and there is a cool-down, the first one does
 * @param purpose why these people may be contacted
 * @param channels it is meant for; empty: it is recorded, and nobody is contacted
 * @param coolDownDays does not fire for the same person again within so many days, 0 or more
 * @param expiresDays nobody is contacted later than so many days after it fired, 1 or more
 * @param contact what the contact plan makes of it
 * @param origin the file
 */
public record TriggerDefinition(
        String name,
        String description,
        TriggerGround on,
        String when,
        Optional<String> object,
        String rankBy,
        Purpose purpose,
        List<Channel> channels,
        int coolDownDays,
        int expiresDays,
        ContactTerms contact,
        Origin origin) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public TriggerDefinition {
        channels = List.copyOf(channels);
        new Checks()
                .matches("name", NAME, name, "lower-case letters, digits and - starting with a letter")
                .notBlank("description", description)
                .notBlank("when", when)
                .notBlank("object", object.orElse("of the ground"))
                .notBlank("rank-by", rankBy)
                .between("cool-down-days", 0, 3650, coolDownDays)
                .between("expires-days", 1, 365, expiresDays)
                .done();
    }
}
