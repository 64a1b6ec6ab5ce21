package io.nightjar.identity.match;

import io.nightjar.config.MatchSettings;
import io.nightjar.schema.IdentityEdges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** One matching of records, from blocks to persons: what the night and {@code evaluate identity} both run. */
public final class IdentityMatch {
    /** Fewer bits are written as nothing. */
    private static final double LEAST_SHOWN = 0.05;

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
        clusters = new Clusters(
                matcher, matches, people.size(), settings.minProbability(), settings.maxRecordsPerPerson());
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

    /**
     * Rows of {@link IdentityEdges}: what joined two groups of records, with the probability of the groups, and every
     * other probable pair of one person, with its own. Pairs that the decision for all records together has not joined
     * are left out, however alike they are.
     */
    List<Row> edges() {
        Map<Long, Double> bits = new TreeMap<>();
        int[] personOf = personOf();
        for (int i = 0; i < matches.size(); i++) {
            boolean isOne = personOf[matches.first()[i]] == personOf[matches.second()[i]];
            if (isOne && matches.probability(i) >= settings.minProbability()) {
                bits.put(pair(matches.first()[i], matches.second()[i]), matches.bits()[i]);
            }
        }
        clusters.joins().forEach(join -> bits.merge(pair(join.first(), join.second()), join.bits(), Math::max));
        Comparer comparer = matcher.comparer();
        List<Row> edges = new ArrayList<>(bits.size());
        bits.forEach((pair, evidence) -> {
            int a = (int) (pair >> 32);
            int b = (int) (long) pair;
            edges.add(RowFactory.create(
                    people.source(a),
                    people.key(a),
                    people.source(b),
                    people.key(b),
                    IdentityEdges.MATCH,
                    MatchModel.probability(evidence),
                    evidence(comparer.pattern(a, b), a, evidence)));
        });
        return edges;
    }

    /**
     * Parts with level and weight, then what is not in the parts: how rare one person is among pairs, how well kin would
     * explain the pair, and what the other records of the two groups say. The weights add up to the log-odds of the
     * probability: {@code surname same +8.1, birth-date near +13.5, prior -17.2, as household -0.4}.
     */
    private String evidence(long pattern, int a, double all) {
        List<String> words = new ArrayList<>();
        double[] sums = matcher.priors();
        double prior = sums[0];
        for (Part part : Part.all()) {
            int level = Comparer.level(pattern, part.index());
            if (level != Levels.MISSING) {
                double[] bits = new double[sums.length];
                matcher.add(pattern, part.index(), a, bits);
                Arrays.setAll(sums, kind -> sums[kind] + bits[kind]);
                words.add(weight(part.word() + " " + Levels.words(part).get(level), bits[0]));
            }
        }
        double pair = MatchModel.against(sums);
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
                : word(matcher.model().kin().get(most - 1).kind());
    }

    private static void addUnlessNothing(List<String> words, String what, double bits) {
        if (Math.abs(bits) >= LEAST_SHOWN) {
            words.add(weight(what, bits));
        }
    }

    private static String weight(String what, double bits) {
        return String.format(Locale.ROOT, "%s %+.1f", what, bits);
    }

    private static String word(MatchModel.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The model's parameters for its card: m, u and bits by part and level, of parts that records have; the bits of kin,
     * where they are not those of strangers; and the shares of all pairs.
     */
    Map<String, Map<String, Double>> parameters() {
        MatchModel model = matcher.model();
        double[][][] weights = model.weights();
        Map<String, Map<String, Double>> all = new TreeMap<>();
        Map<String, Double> shares = new TreeMap<>(Map.of("one person", model.share(), "strangers", model.strangers()));
        for (MatchModel.Kin kin : model.kin()) {
            shares.put(word(kin.kind()), kin.share());
        }
        all.put("share of pairs", shares);
        for (Part part : Part.all()) {
            for (int level = 1; people.distinct(part) > 0 && level < Levels.count(part); level++) {
                String name = part.word() + " " + Levels.words(part).get(level);
                int i = part.index();
                all.computeIfAbsent("m", fresh -> new TreeMap<>()).put(name, model.m()[i][level]);
                all.computeIfAbsent("u", fresh -> new TreeMap<>()).put(name, model.u()[i][level]);
                all.computeIfAbsent("bits", fresh -> new TreeMap<>()).put(name, weights[0][i][level]);
                for (int kind = 1; kind < weights.length; kind++) {
                    MatchModel.Kind kin = model.kin().get(kind - 1).kind();
                    if (kin.has(part)) {
                        all.computeIfAbsent("bits as " + word(kin), fresh -> new TreeMap<>())
                                .put(name, weights[kind][i][level]);
                    }
                }
            }
        }
        return all;
    }

    /** Parts that any record has. */
    List<String> parts() {
        List<String> parts = new ArrayList<>();
        for (Part part : Part.all()) {
            if (people.distinct(part) > 0) {
                parts.add(part.word());
            }
        }
        return parts;
    }

    double share() {
        return matcher.model().share();
    }

    int joins() {
        return clusters.joins().size();
    }

    private static long pair(int a, int b) {
        return ((long) a << 32) | b;
    }
}
