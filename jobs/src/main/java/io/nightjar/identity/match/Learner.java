package io.nightjar.identity.match;

import io.nightjar.identity.match.MatchModel.Kin;
import io.nightjar.identity.match.MatchModel.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns a {@link MatchModel} without labels, by expectation maximisation over counts of patterns (Winkler 1988). u
 * comes from random pairs, less the share of them that are matches; the share of matches is over all possible pairs,
 * so that candidates may be found by any rules. A higher level is never worth less than a lower one of the same part.
 * What a pair is by its meaning holds from the first round to the last: one person has one name and one birth date, a
 * household one house; else a more frequent kind of pair would be taken for matches where records are many.
 */
final class Learner {
    private static final int PARTS = Part.count();
    private static final double LOG_2 = Math.log(2);
    private static final int ROUNDS = 200;
    private static final int PIECES = 16;
    private static final double STILL = 1e-5;
    private static final double NEGLIGIBLE = 1e-12;
    /** Kin that are fewer than this part of the matches are rather matches with several errors. */
    private static final double LEAST_KIN = 0.1;
    /** At least this part of what agrees by chance is taken to be strangers'. */
    private static final double LEAST_STRANGERS = 0.005;
    /** At most this part of the pairs that agree by their meaning is wholly different there ... */
    private static final double MOST_DIFFERENT = 0.15;
    /** ... and this part of matches in the surname, which people change. */
    private static final double MOST_OTHER_SURNAMES = 0.3;

    /** At most so many pairs of one person in two homes come on one in the same home: more are namesakes. */
    private static final double MOST_MOVED = 0.5;

    private static final List<Part> ONE_PERSON = List.of(Part.GIVEN_NAME, Part.BIRTH_DATE, Part.NATIONAL_ID);
    /** Matches that the first guess counts as. */
    private static final double TRUST = 4;

    private final long[] counts;
    /** The levels of each pattern, part by part. */
    private final byte[] levels;

    private final int[] parts;
    private final double[][] random = new double[PARTS][];
    private final double allPairs;
    private final double[][] guess = new double[PARTS][];

    /**
     * @param same by part: the share of all pairs that have both values and the same one
     * @param known by part: how many records have a value
     */
    Learner(PatternCounts candidates, PatternCounts randomPairs, double[] same, double[] known, double allPairs) {
        this.counts = candidates.counts();
        this.levels = levels(candidates.patterns());
        this.parts = IntStream.range(0, PARTS).filter(this::isKnown).toArray();
        // With one record there is no pair, and with none neither; shares are none then, and not nothing divided by
        // nothing.
        this.allPairs = Math.max(1, allPairs);
        long[] drawn = randomPairs.patterns();
        long[] times = randomPairs.counts();
        for (int part = 0; part < PARTS; part++) {
            int levels = Levels.count(Part.all()[part]);
            random[part] = shares(part, levels, drawn, times, compared(Part.all()[part], same, known));
            guess[part] = firstGuess(levels);
        }
    }

    /**
     * The share of the same value among pairs whose values are compared: of city and postcode those that do not share
     * both, of mailboxes' marks those that do not share the mailbox.
     */
    private static double compared(Part part, double[] same, double[] known) {
        Part within =
                part == Part.CITY || part == Part.POSTCODE ? Part.TOWN : part == Part.MAILBOX_MARK ? Part.EMAIL : null;
        int i = part.index();
        if (within == null) {
            return same[i];
        }
        double told = same[within.index()] * pairs(known[within.index()]);
        double all = pairs(known[i]);
        return Math.max(0, same[i] * all - told) / Math.max(1, all - told);
    }

    private static double pairs(double records) {
        return records * (records - 1) / 2;
    }

    /**
     * The model with those kinds of kin, added one by one, that the data are clearly better explained with. Of kinds that
     * nothing tells from one person only one is left: one person.
     */
    MatchModel learn() {
        List<Kind> kinds = new ArrayList<>();
        MatchModel model = fitted(kinds);
        double best = likelihood(model);
        for (Kind kind : Kind.values()) {
            if (!isToldFromOnePerson(kind)) {
                continue;
            }
            kinds.add(kind);
            MatchModel more = fitted(kinds);
            double likelihood = likelihood(more) - cost(kind);
            if (likelihood > best && more.kin().get(kinds.size() - 1).share() > LEAST_KIN * more.share()) {
                model = more;
                best = likelihood;
            } else {
                kinds.remove(kind);
            }
        }
        return model;
    }

    /** Whether records have a part, with values that some share, that agrees for one person and only by chance for the kind. */
    private boolean isToldFromOnePerson(Kind kind) {
        return Arrays.stream(parts)
                .mapToObj(part -> Part.all()[part])
                .filter(part -> part != Part.MAILBOX_MARK && random[part.index()][Levels.same(part)] > 0)
                .anyMatch(part -> !kind.has(part));
    }

    private MatchModel fitted(List<Kind> kinds) {
        double share = Math.min(0.05, Math.max(1 / allPairs, 0.2 * Math.sqrt(2 * allPairs) / allPairs));
        double[][] u = unmatched(guess, share);
        List<Kin> kin = new ArrayList<>();
        for (Kind kind : kinds) {
            kin.add(new Kin(kind, kin(kind, guess, u), share));
        }
        MatchModel model = new MatchModel(guess, u, share, kin);
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

    /** Natural logarithm; pairs that are no candidates are strangers. */
    private double likelihood(MatchModel model) {
        double[] priors = model.priors();
        double[][][] weights = model.weights();
        double[] odds = new double[priors.length];
        double sum = 0;
        double candidates = 0;
        double[][] strangers = logarithms(model.u());
        for (int i = 0; i < counts.length; i++) {
            double one = Math.log(odds(i, priors, weights, odds));
            for (int part : parts) {
                one += strangers[part][levels[i * PARTS + part]];
            }
            sum += counts[i] * one;
            candidates += counts[i];
        }
        return sum + Math.max(candidates, allPairs) * Math.log(model.strangers());
    }

    /** What one more kind must explain at least: half the logarithm of the pairs for each probability (Schwarz 1978). */
    private double cost(Kind kind) {
        double pairs = 0;
        for (long count : counts) {
            pairs += count;
        }
        int probabilities = 1;
        for (Part part : Part.all()) {
            boolean isThere = random[part.index()][Levels.DIFFERENT] > 0;
            probabilities += kind.has(part) && !kind.isOnePerson() && isThere ? Levels.count(part) - 2 : 0;
        }
        return 0.5 * probabilities * Math.log(Math.max(2, pairs));
    }

    private MatchModel improved(MatchModel model) {
        int kinds = 1 + model.kin().size();
        double[] priors = model.priors();
        double[][][] weights = model.weights();
        List<Expected> pieces = IntStream.range(0, PIECES)
                .parallel()
                .mapToObj(piece -> expected(piece, priors, weights))
                .toList();
        Expected all = new Expected(kinds, guess);
        pieces.forEach(all::add);
        double[][][] counted = all.counted;
        double[] sums = all.sums;
        double share = Math.max(sums[0], 0.5) / allPairs;
        double onePerson = share;
        for (int i = 1; i < kinds; i++) {
            Kind kind = model.kin().get(i - 1).kind();
            if (kind.isOnePerson()) {
                sums[i] = Math.min(sums[i], MOST_MOVED * share * allPairs);
                onePerson += sums[i] / allPairs;
                addCommon(kind, counted[i], counted[0]);
            }
        }
        double[][] m = shares(counted[0]);
        ONE_PERSON.forEach(part -> hold(m[part.index()], MOST_DIFFERENT));
        hold(m[Part.SURNAME.index()], MOST_OTHER_SURNAMES);
        double[][] u = unmatched(m, onePerson);
        for (int part = 0; part < PARTS; part++) {
            rise(m[part], u[part]);
        }
        holdWithinTown(m, u);
        List<Kin> kin = new ArrayList<>();
        for (int i = 1; i < kinds; i++) {
            Kind kind = model.kin().get(i - 1).kind();
            double[][] h = kind.isOnePerson() ? m : shares(counted[i]);
            for (Part part : Part.all()) {
                if (kind.isMadeBy(part)) {
                    hold(h[part.index()], MOST_DIFFERENT);
                }
            }
            holdWithinTown(h, u);
            kin.add(new Kin(kind, kin(kind, h, u), Math.max(sums[i], 0.5) / allPairs));
        }
        return new MatchModel(m, u, share, kin);
    }

    /** What one person's pairs agree on, they agree on in either home. */
    private static void addCommon(Kind kind, double[][] counted, double[][] sums) {
        for (Part part : Part.all()) {
            if (kind.has(part)) {
                for (int level = 0; level < sums[part.index()].length; level++) {
                    sums[part.index()][level] += counted[part.index()][level];
                }
            }
        }
    }

    /** A fixed part of the patterns, so that sums are the same on any number of cores. */
    private Expected expected(int piece, double[] priors, double[][][] weights) {
        Expected expected = new Expected(priors.length, guess);
        double[] odds = new double[priors.length];
        int end = (int) ((long) counts.length * (piece + 1) / PIECES);
        for (int i = (int) ((long) counts.length * piece / PIECES); i < end; i++) {
            double all = odds(i, priors, weights, odds);
            for (int kind = 0; kind < priors.length; kind++) {
                double sure = counts[i] * odds[kind] / all;
                if (sure > NEGLIGIBLE) {
                    expected.sums[kind] += sure;
                    for (int part : parts) {
                        expected.counted[kind][part][levels[i * PARTS + part]] += sure;
                    }
                }
            }
        }
        return expected;
    }

    /** How many pairs are expected to be of one person and of each kin, and by part and level. */
    private static final class Expected {
        private final double[] sums;
        private final double[][][] counted;

        Expected(int kinds, double[][] like) {
            sums = new double[kinds];
            counted = new double[kinds][PARTS][];
            for (double[][] ofKind : counted) {
                for (int part = 0; part < PARTS; part++) {
                    ofKind[part] = new double[like[part].length];
                }
            }
        }

        void add(Expected other) {
            for (int kind = 0; kind < sums.length; kind++) {
                sums[kind] += other.sums[kind];
                for (int part = 0; part < PARTS; part++) {
                    for (int level = 0; level < counted[kind][part].length; level++) {
                        counted[kind][part][level] += other.counted[kind][part][level];
                    }
                }
            }
        }
    }

    /** Odds of one person and of each kin against strangers, whose own 1 is in the sum that is given back. */
    private double odds(int pattern, double[] priors, double[][][] weights, double[] odds) {
        double all = 1;
        for (int kind = 0; kind < odds.length; kind++) {
            double bits = priors[kind];
            for (int part : parts) {
                bits += weights[kind][part][levels[pattern * PARTS + part]];
            }
            odds[kind] = Math.exp(bits * LOG_2);
            all += odds[kind];
        }
        return all;
    }

    /** Sums by level as shares, together with what the first guess counts. */
    private double[][] shares(double[][] counted) {
        double[][] shares = new double[PARTS][];
        for (int part = 0; part < PARTS; part++) {
            shares[part] = new double[counted[part].length];
            double known = TRUST;
            for (int level = 1; level < shares[part].length; level++) {
                known += counted[part][level];
            }
            for (int level = 1; level < shares[part].length; level++) {
                shares[part][level] = (counted[part][level] + TRUST * guess[part][level]) / known;
            }
        }
        return shares;
    }

    private static double[][] kin(Kind kind, double[][] common, double[][] u) {
        double[][] h = new double[PARTS][];
        for (Part part : Part.all()) {
            h[part.index()] = (kind.has(part) ? common : u)[part.index()];
        }
        return h;
    }

    /** Takes what is more than so many different ones to the other levels, in proportion. */
    private static void hold(double[] shares, double most) {
        if (shares[Levels.DIFFERENT] > most) {
            double rest = (1 - most) / (1 - shares[Levels.DIFFERENT]);
            for (int level = Levels.DIFFERENT + 1; level < shares.length; level++) {
                shares[level] *= rest;
            }
            shares[Levels.DIFFERENT] = most;
        }
    }

    /**
     * City and postcode each speak at most half as much for a pair that does not share both as sharing both would. Such
     * pairs are few where postcodes are never mistyped, and then what they are worth is but guessed.
     */
    private static void holdWithinTown(double[][] shares, double[][] u) {
        double[] town = ratios(shares, u, Part.TOWN);
        double most = Math.sqrt(town[Levels.same(Part.TOWN)] / town[Levels.DIFFERENT]);
        for (Part part : List.of(Part.CITY, Part.POSTCODE)) {
            double[] ofPart = shares[part.index()];
            for (int level = Levels.DIFFERENT + 1; level < ofPart.length && town[Levels.DIFFERENT] > 0; level++) {
                double held = Math.min(ofPart[level], u[part.index()][level] * most);
                ofPart[Levels.DIFFERENT] += ofPart[level] - held;
                ofPart[level] = held;
            }
        }
    }

    private static double[] ratios(double[][] shares, double[][] u, Part part) {
        int i = part.index();
        return IntStream.range(0, u[i].length)
                .mapToDouble(level -> level == Levels.MISSING ? 0 : shares[i][level] / u[i][level])
                .toArray();
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
    private static byte[] levels(long[] patterns) {
        byte[] levels = new byte[patterns.length * PARTS];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) Comparer.level(patterns[i / PARTS], i % PARTS);
        }
        return levels;
    }

    private boolean isKnown(int part) {
        return IntStream.range(0, counts.length).anyMatch(i -> levels[i * PARTS + part] != Levels.MISSING);
    }

    /** Nothing for a missing value. */
    private static double[][] logarithms(double[][] shares) {
        double[][] logarithms = new double[shares.length][];
        for (int part = 0; part < shares.length; part++) {
            logarithms[part] = new double[shares[part].length];
            for (int level = 1; level < shares[part].length; level++) {
                logarithms[part][level] = Math.log(shares[part][level]);
            }
        }
        return logarithms;
    }

    private static double[] firstGuess(int levels) {
        double[] guess = new double[levels];
        if (levels == 3) {
            return new double[] {0, 0.5, 0.5};
        }
        double rest = 0.18 / (levels - 3);
        for (int level = 1; level < levels; level++) {
            guess[level] = level == levels - 1 ? 0.8 : level == Levels.DIFFERENT ? 0.02 : rest;
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
