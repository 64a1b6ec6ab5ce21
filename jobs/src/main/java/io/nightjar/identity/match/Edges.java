package io.nightjar.identity.match;

import io.nightjar.schema.IdentityEdges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What was decided, pair by pair, with its reasons. */
final class Edges {
    /** Fewer bits are written as nothing. */
    private static final double LEAST_SHOWN = 0.05;

    private final People people;
    private final Evidence evidence;

    Edges(People people, Evidence evidence) {
        this.people = people;
        this.evidence = evidence;
    }

    /**
     * Rows of {@link IdentityEdges}: what joined two groups of records, with the probability of the groups, and every
     * other probable pair of one person, with its own. Pairs that the decision for all records together has not joined
     * are left out, however alike they are.
     */
    List<Row> of(Matches matches, Clusters clusters, double minProbability) {
        Map<Long, Double> bits = new TreeMap<>();
        int[] personOf = clusters.personOf();
        for (int i = 0; i < matches.size(); i++) {
            boolean isOne = personOf[matches.first()[i]] == personOf[matches.second()[i]];
            if (isOne && matches.probability(i) >= minProbability) {
                bits.put(pair(matches.first()[i], matches.second()[i]), matches.bits()[i]);
            }
        }
        clusters.joins().forEach(join -> bits.merge(pair(join.first(), join.second()), join.bits(), Math::max));
        Comparer comparer = evidence.comparer();
        List<Row> edges = new ArrayList<>(bits.size());
        bits.forEach((pair, all) -> {
            int a = (int) (pair >> 32);
            int b = (int) (long) pair;
            edges.add(RowFactory.create(
                    people.source(a),
                    people.key(a),
                    people.source(b),
                    people.key(b),
                    IdentityEdges.MATCH,
                    MatchModel.probability(all),
                    weights(comparer.pattern(a, b), a, all)));
        });
        return edges;
    }

    /**
     * Parts with level and weight, then what is not in the parts: how rare one person is among pairs, how well kin would
     * explain the pair, and what the other records of the two groups say. The weights add up to the log-odds of the
     * probability: {@code surname same +8.1, birth-date near +13.5, prior -17.2, as household -0.4}.
     */
    private String weights(long pattern, int a, double all) {
        List<String> words = new ArrayList<>();
        double[] sums = evidence.priors();
        double prior = sums[0];
        for (Part part : Part.all()) {
            int level = Comparer.level(pattern, part.index());
            if (level != Levels.MISSING) {
                double[] bits = new double[sums.length];
                evidence.add(pattern, part.index(), a, bits);
                Arrays.setAll(sums, kind -> sums[kind] + bits[kind]);
                words.add(weight(part.word() + " " + Levels.words(part).get(level), bits[0]));
            }
        }
        double pair = evidence.model().against(sums);
        words.add(weight("prior", prior));
        addUnlessNothing(words, "as " + mostProbableKin(sums), pair - sums[0]);
        addUnlessNothing(words, "as groups", all - pair);
        return String.join(", ", words);
    }

    private String mostProbableKin(double[] bits) {
        int most = 1;
        for (int kind = 2; kind < bits.length; kind++) {
            most = bits[kind] > bits[most] ? kind : most;
        }
        return bits.length == 1
                ? "strangers"
                : evidence.model().kin().get(most - 1).kind().word();
    }

    private static void addUnlessNothing(List<String> words, String what, double bits) {
        if (Math.abs(bits) >= LEAST_SHOWN) {
            words.add(weight(what, bits));
        }
    }

    private static String weight(String what, double bits) {
        return String.format(Locale.ROOT, "%s %+.1f", what, bits);
    }

    private static long pair(int a, int b) {
        return ((long) a << 32) | b;
    }
}
