package io.nightjar.config;

import java.util.OptionalLong;

/**
 * What a contact by a channel costs and does.
 *
 * @param cost of one contact, 0 or more
 * @param answerRate of people who answer, where nothing is known of the person, above 0 up to 1
 * @param seats contacts that can be made in a night, 0 or more; absent: no limit
 */
public record ChannelTerms(double cost, double answerRate, OptionalLong seats) {
    public ChannelTerms {
        new Checks()
                .notNegative("cost", cost)
                .that(
                        answerRate > 0 && answerRate <= 1,
                        "answer-rate",
                        "must be above 0 and not above 1 but is " + Checks.plain(answerRate))
                .notNegative("seats", (double) seats.orElse(0))
                .done();
    }
}
