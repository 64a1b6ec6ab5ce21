package io.nightjar.identity.match;

import java.util.List;
import java.util.Map;

/**
 * What a matching of records came to.
 *
 * @param model what it learned
 * @param parts that any record has
 * @param records all that were matched
 * @param joins groups of records that became one with another
 * @param pairs in blocks, those that several rules bring together counted by each
 * @param leftOut records in blocks that are too large, over all rules
 */
record Matching(MatchModel model, List<Part> parts, long records, long joins, long pairs, long leftOut) {
    Matching {
        parts = List.copyOf(parts);
    }

    /** See {@link MatchModel#parameters}. */
    Map<String, Map<String, Double>> parameters() {
        return model.parameters(parts);
    }
}
