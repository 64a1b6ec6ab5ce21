package io.nightjar.identity.match;

/**
 * Learns a {@link MatchModel} without labels, by expectation maximisation over counts of patterns (Winkler 1988). u
 * comes from random pairs, less the share of them that are matches; the share of matches is over all possible pairs,
 * so that candidates may be found by any rules. A higher level is never worth less than a lower one of the same part.
 */
final class Learner {
    private static final int PARTS = Part.count();
    private static final int ROUNDS = 200;
    private static final double STILL = 1e-7;
    /** At least this part of what agrees by chance is taken to be strangers'. */
    private static final double LEAST_STRANGERS = 0.005;
    /** Matches that the first guess counts as. */
    private static final double TRUST = 4;

    private final long[] patterns;
    private final long[] counts;
    private final double[][] random = new double[PARTS][];
    private final double allPairs;
    private final double[][] guess = new double[PARTS][];

    /** @param same by part: the share of all pairs that have both values and the same one */
    Learner(PatternCounts candidates, PatternCounts randomPairs, double[] same, double allPairs) {
        this.patterns = candidates.patterns();
        this.counts = candidates.counts();
        this.allPairs = allPairs;
        long[] drawn = randomPairs.patterns();
        long[] times = randomPairs.counts();
        for (int part = 0; part < PARTS; part++) {
            int levels = Levels.count(Part.all()[part]);
            random[part] = shares(part, levels, drawn, times, same[part]);
            guess[part] = firstGuess(levels);
        }
    }

    MatchModel learn() {
        double share = Math.min(0.1, Math.max(1 / allPairs, 0.2 * Math.sqrt(2 * allPairs) / allPairs));
        MatchModel model = new MatchModel(guess, unmatched(guess, share), share);
        for (int round = 0; round < ROUNDS; round++) {
            MatchModel next = improved(model);
            boolean still = distance(model.m(), next.m()) < STILL
                    && Math.abs(model.share() - next.share()) < STILL * model.share();
            model = next;
            if (still) {
                break;
            }
        }
        return model;
    }

    private MatchModel improved(MatchModel model) {
        double[][] m = new double[PARTS][];
        for (int part = 0; part < PARTS; part++) {
            m[part] = new double[guess[part].length];
        }
        double matches = 0;
        double prior = model.prior();
        for (int i = 0; i < patterns.length; i++) {
            double sure = counts[i] * MatchModel.probability(prior + model.weight(patterns[i]));
            matches += sure;
            for (int part = 0; part < PARTS; part++) {
                m[part][Comparer.level(patterns[i], part)] += sure;
            }
        }
        for (int part = 0; part < PARTS; part++) {
            double known = TRUST;
            for (int level = 1; level < m[part].length; level++) {
                m[part][level] += TRUST * guess[part][level];
                known += m[part][level] - TRUST * guess[part][level];
            }
            for (int level = 1; level < m[part].length; level++) {
                m[part][level] /= known;
            }
        }
        double share = Math.max(matches, 0.5) / allPairs;
        double[][] u = unmatched(m, share);
        for (int part = 0; part < PARTS; part++) {
            rise(m[part], u[part]);
        }
        return new MatchModel(m, u, share);
    }

    /** How often each level comes among pairs that have both values: equality as counted, the rest as drawn. */
    private static double[] shares(int part, int levels, long[] drawn, long[] times, double same) {
        double[] shares = new double[levels];
        double others = 0.5 * (levels - 2);
        for (int i = 0; i < drawn.length; i++) {
            int level = Comparer.level(drawn[i], part);
            if (level != Levels.MISSING && level != levels - 1) {
                shares[level] += times[i];
                others += times[i];
            }
        }
        for (int level = 1; level < levels - 1; level++) {
            shares[level] = (1 - same) * (shares[level] + 0.5) / others;
        }
        shares[levels - 1] = same;
        return shares;
    }

    /** Any two records less the matches among them; never nothing. */
    private double[][] unmatched(double[][] m, double share) {
        double[][] u = new double[PARTS][];
        for (int part = 0; part < PARTS; part++) {
            u[part] = new double[m[part].length];
            double all = 0;
            for (int level = 1; level < u[part].length; level++) {
                double strangers = random[part][level] - share * m[part][level];
                u[part][level] = Math.max(strangers, Math.max(random[part][level] * LEAST_STRANGERS, 0.5 / allPairs));
                all += u[part][level];
            }
            for (int level = 1; level < u[part].length; level++) {
                u[part][level] /= all;
            }
        }
        return u;
    }

    /** Makes m/u rise with the level by pooling neighbours that do not (Ayer et al. 1955). */
    private static void rise(double[] m, double[] u) {
        boolean again = true;
        while (again) {
            again = false;
            for (int level = 2; level < m.length; level++) {
                if (m[level] / u[level] < m[level - 1] / u[level - 1] * (1 - 1e-9)) {
                    double pooled = (m[level] + m[level - 1]) / (u[level] + u[level - 1]);
                    m[level] = pooled * u[level];
                    m[level - 1] = pooled * u[level - 1];
                    again = true;
                }
            }
        }
    }

    /** Most matches are the same, some nearly; few differ. */
    private static double[] firstGuess(int levels) {
        double[] guess = new double[levels];
        double rest = 0.2 / (levels - 2);
        for (int level = 1; level < levels; level++) {
            guess[level] = level == levels - 1 ? 0.8 : rest;
        }
        return guess;
    }

    private static double distance(double[][] a, double[][] b) {
        double most = 0;
        for (int part = 0; part < a.length; part++) {
            for (int level = 1; level < a[part].length; level++) {
                most = Math.max(most, Math.abs(a[part][level] - b[part][level]));
            }
        }
        return most;
    }
}
