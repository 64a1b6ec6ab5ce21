package io.nightjar.decide;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What the plan has to know of a person.
 *
 * @param permitted by channel, in the order of {@link io.nightjar.config.Channel}
 * @param reachable by channel: there is an address or number
 * @param answerRates by channel; NaN where not known
 * @param sentInWeek contacts sent or planned in the last 7 days
 * @param sentInMonth the same in 30 days
 * @param topics of what was planned in the last 30 days, one for each
 * @param lastByList the last day on which each list was planned to contact them
 * @param complainedOn last complaint; null if none
 * @param returnedOn last return; null if none
 * @param needsHelp 0 to 100
 * @param lift what a message adds to the chance of an order
 * @param orderValue of an order of theirs
 * @param isTestAccount a made-up person
 */
@SuppressWarnings("ArrayRecordComponent") // One place for each channel.
record Person(
        String id,
        boolean[] permitted,
        boolean[] reachable,
        double[] answerRates,
        int sentInWeek,
        int sentInMonth,
        List<String> topics,
        Map<String, LocalDate> lastByList,
        LocalDate complainedOn,
        LocalDate returnedOn,
        double needsHelp,
        double lift,
        double orderValue,
        boolean isTestAccount) {}
