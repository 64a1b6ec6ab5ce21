package io.nightjar.identity.match;

import java.util.Arrays;

/** What is said for and against two records being one person: by a learned model, and by how rare the shared values are. */
final class Evidence {
    private static final Part[] PARTS = Part.all();

    private final People people;
    private final MatchModel model;
    private final TermWeights terms;
    private final double[] priors;
    private final double[][][] weights;
    /** Parts that any record has. */
    private final int[] known;
    /** By kin and part: whether such people agree on it for a common reason. */
    private final boolean[][] isCommon;

    /** @param records all there are, of which the people may be some */
    Evidence(People people, MatchModel model, long records) {
        this.people = people;
        this.model = model;
        this.terms = new TermWeights(people, model, records);
        this.priors = model.priors();
        this.weights = model.weights();
        this.known = Arrays.stream(PARTS)
                .filter(part -> people.distinct(part) > 0)
                .mapToInt(Part::index)
                .toArray();
        this.isCommon = new boolean[priors.length][PARTS.length];
        for (int kind = 1; kind < priors.length; kind++) {
            for (Part part : PARTS) {
                isCommon[kind][part.index()] = model.kin().get(kind - 1).kind().has(part);
            }
        }
    }

    MatchModel model() {
        return model;
    }

    Comparer comparer() {
        return new Comparer(people);
    }

    /** Evidence of a pair, the prior included. */
    double bits(Comparer comparer, int a, int b) {
        return bits(comparer.pattern(a, b), a);
    }

    /** Evidence of a pair of which a is one. */
    double bits(long pattern, int a) {
        double[] bits = priors.clone();
        for (int part : known) {
            add(pattern, part, a, bits);
        }
        return model.against(bits);
    }

    /** Parts that any record has. */
    int[] known() {
        return known;
    }

    double[] priors() {
        return priors.clone();
    }

    /** Adds the evidence of one part for one person, and for each kin, against strangers. */
    void add(long pattern, int part, int a, double[] bits) {
        int level = Comparer.level(pattern, part);
        boolean isSame = level == weights[0][part].length - 1;
        double term = isSame ? terms.bits(PARTS[part], people.value(PARTS[part], a)) : 0;
        bits[0] += weights[0][part][level] + term;
        for (int kind = 1; kind < bits.length; kind++) {
            bits[kind] += isCommon[kind][part] ? weights[kind][part][level] + term : 0;
        }
    }
}
