package io.nightjar.identity.match;

import io.nightjar.config.MatchSettings;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;

/** One matching of records, from blocks to persons: what the night and {@code evaluate identity} both run. */
public final class IdentityMatch {
    private final People people;
    private final MatchSettings settings;
    private final Matcher matcher;
    private final Matches matches;
    private final Clusters clusters;

    public IdentityMatch(People people, MatchSettings settings, long seed) {
        this.people = people;
        this.settings = settings;
        matcher = new Matcher(people, settings, seed);
        matches = matcher.score();
        clusters = new Clusters(matcher.evidence(), matches, people.size(), settings);
    }

    Matches matches() {
        return matches;
    }

    Blocks blocks() {
        return matcher.blocks();
    }

    int[] personOf() {
        return clusters.personOf();
    }

    /** Rows of {@link io.nightjar.schema.IdentityEdges}. */
    List<Row> edges() {
        return new Edges(people, matcher.evidence()).of(matches, clusters, settings.minProbability());
    }

    Matching matching() {
        return new Matching(
                matcher.evidence().model(),
                Arrays.stream(Part.all())
                        .filter(part -> people.distinct(part) > 0)
                        .toList(),
                people.size(),
                clusters.joins().size(),
                matcher.blocks().pairs(),
                matcher.blocks().leftOut());
    }
}
