package io.nightjar.identity.match;

import java.util.Map;

/**
 * How well records were matched, against the truth.
 *
 * @param records all that were matched
 * @param named records that the truth names, read or not
 * @param judged records whose person the truth names
 * @param persons in truth
 * @param truePairs pairs of named records that are one person
 * @param pairsCompared pairs that blocking brought together
 * @param blockingRecall share of true pairs among them
 * @param tooLarge records in blocks that no further agreement made small enough
 * @param seconds from standardised records to persons
 * @param methods by name: precision, recall and F1 of pairs, and of whole persons with two records or more
 */
public record IdentityReport(
        int records,
        int named,
        int judged,
        int persons,
        long truePairs,
        long pairsCompared,
        double blockingRecall,
        long tooLarge,
        double seconds,
        Map<String, Map<String, Double>> methods) {}
