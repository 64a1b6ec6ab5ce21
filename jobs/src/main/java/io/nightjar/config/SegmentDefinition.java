package io.nightjar.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One list of people, as its file in {@code conf/segments} says.
 *
 * @param name the file's name without {@code .conf}: {@code a-z}, digits and {@code -}, up to 63
 * @param description one sentence for the people who will use the list
 * @param when SQL condition over profile and score columns
 * @param purpose why these people may be contacted
 * @param channels the list is meant for; empty means a list of ids only
 * @param rankBy SQL ordering that decides who stays when the list is cut, such as {@code monetary desc}
 * @param maxSize people on the list at most, 1 or more; absent means no limit
 * @param maxShare of those who fulfil the rule at most, above 0 up to 1
 * @param stayWhen SQL condition that keeps last night's members on the list where {@code when} would not; absent: nobody
 * @param contact what the contact plan makes of it
 * @param origin the file
 */
public record SegmentDefinition(
        String name,
        String description,
        String when,
        Purpose purpose,
        List<Channel> channels,
        String rankBy,
        OptionalLong maxSize,
        double maxShare,
        Optional<String> stayWhen,
        ContactTerms contact,
        Origin origin) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public SegmentDefinition {
        channels = List.copyOf(channels);
        new Checks()
                .matches("name", NAME, name, "lower-case letters, digits and - starting with a letter")
                .notBlank("description", description)
                .notBlank("when", when)
                .notBlank("rank-by", rankBy)
                .positive("max-size", maxSize.orElse(1))
                .that(
                        maxShare > 0 && maxShare <= 1,
                        "max-share",
                        "must be above 0 and not above 1 but is " + Checks.plain(maxShare))
                .notBlank("stay-when", stayWhen.orElse("nobody"))
                .done();
    }

    /** On the usual terms of contact. */
    public SegmentDefinition(
            String name,
            String description,
            String when,
            Purpose purpose,
            List<Channel> channels,
            String rankBy,
            OptionalLong maxSize,
            double maxShare,
            Optional<String> stayWhen,
            Origin origin) {
        this(
                name,
                description,
                when,
                purpose,
                channels,
                rankBy,
                maxSize,
                maxShare,
                stayWhen,
                ContactTerms.USUAL,
                origin);
    }
}
