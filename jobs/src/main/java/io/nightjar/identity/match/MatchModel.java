package io.nightjar.identity.match;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What agreement is worth: for each part and level the probability m among pairs of one person and u among pairs of
 * strangers (Fellegi and Sunter 1969). Two persons may also agree because they have something to do with each other,
 * and then on several parts at once; each such kind of pair has its own probabilities, so that a family at one address
 * is not taken for one person. One person who moved is a kind as well: town, street and house change together.
 */
final class MatchModel implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double LOG_2 = Math.log(2);

    private final double[][] m;
    private final double[][] u;
    private final double share;
    private final List<Kin> kin;

    /**
     * @param m by part and level; the levels of a part without those that are missing add up to one
     * @param u the same for pairs of strangers
     * @param share of all possible pairs that are one person
     * @param kin pairs of two persons that are no strangers
     */
    MatchModel(double[][] m, double[][] u, double share, List<Kin> kin) {
        this.m = m;
        this.u = u;
        this.share = share;
        this.kin = List.copyOf(kin);
    }

    double[][] m() {
        return m;
    }

    double[][] u() {
        return u;
    }

    double share() {
        return share;
    }

    /** Share of all possible pairs that are one person, moved or not. */
    double onePerson() {
        return share
                + kin.stream()
                        .filter(one -> one.kind().isOnePerson())
                        .mapToDouble(Kin::share)
                        .sum();
    }

    List<Kin> kin() {
        return kin;
    }

    /** Pairs that agree on some parts for one common reason, and on the others by chance. */
    static final class Kin implements Serializable {
        private static final long serialVersionUID = 1L;

        private final Kind kind;
        private final double[][] h;
        private final double share;

        /**
         * @param h by part and level, as m; u where agreement is chance
         * @param share of all possible pairs
         */
        Kin(Kind kind, double[][] h, double share) {
            this.kind = kind;
            this.h = h;
            this.share = share;
        }

        Kind kind() {
            return kind;
        }

        double[][] h() {
            return h;
        }

        double share() {
            return share;
        }
    }

    /** Common reasons. */
    enum Kind {
        /** One roof, one family name, perhaps one mailbox and telephone. */
        HOUSEHOLD(
                List.of(Part.HOUSE_NUMBER, Part.STREET, Part.POSTCODE, Part.TOWN),
                Part.SURNAME,
                Part.EMAIL,
                Part.PHONE,
                Part.HOUSE_NUMBER,
                Part.STREET,
                Part.STREET_2,
                Part.CITY,
                Part.POSTCODE,
                Part.REGION,
                Part.TOWN,
                Part.REGISTERED_ON),
        /** One name, and what is made of it. */
        NAMESAKE(List.of(Part.GIVEN_NAME, Part.SURNAME), Part.GIVEN_NAME, Part.SURNAME, Part.EMAIL),
        /** The same person in another home: all that is not of a home agrees as it does for one person. */
        MOVED(
                List.of(),
                Part.GIVEN_NAME,
                Part.SURNAME,
                Part.BIRTH_DATE,
                Part.EMAIL,
                Part.PHONE,
                Part.NATIONAL_ID,
                Part.CUSTOMER_NUMBER,
                Part.MAILBOX_MARK,
                Part.REGISTERED_ON,
                Part.OTHER_NAME,
                Part.OTHER_WORDS,
                Part.OTHER_CODE,
                Part.OTHER_NUMBER,
                Part.OTHER_DATE);

        /** A bit for each part. */
        private final long making;

        private final long common;

        /**
         * @param making parts whose agreement makes a pair one of this kind
         * @param common all parts on which it agrees more often than by chance
         */
        Kind(List<Part> making, Part... common) {
            this.making = bits(making);
            this.common = bits(List.of(common));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static long bits(List<Part> parts) {
            return parts.stream().mapToLong(part -> 1L << part.index()).reduce(0, (all, one) -> all | one);
        }

        boolean isOnePerson() {
            return this == MOVED;
        }

        boolean isMadeBy(Part part) {
            return (making >> part.index() & 1) == 1;
        }

        boolean has(Part part) {
            return (common >> part.index() & 1) == 1;
        }
    }

    /** Share of pairs of strangers. */
    double strangers() {
        return 1 - share - kin.stream().mapToDouble(Kin::share).sum();
    }

    /** Bits for (or, below 0, against) one person rather than strangers before anything is compared. */
    double prior() {
        return log2(share / strangers());
    }

    /** The prior bits of one person, and then of each kin, against strangers. */
    double[] priors() {
        double[] priors = new double[1 + kin.size()];
        priors[0] = prior();
        for (int i = 0; i < kin.size(); i++) {
            priors[i + 1] = log2(kin.get(i).share() / strangers());
        }
        return priors;
    }

    /** Bits by one person or kin, part and level; nothing for a missing value. */
    double[][][] weights() {
        double[][][] weights = new double[1 + kin.size()][][];
        weights[0] = weights(m);
        for (int i = 0; i < kin.size(); i++) {
            weights[i + 1] = weights(kin.get(i).h());
        }
        return weights;
    }

    private double[][] weights(double[][] h) {
        double[][] weights = new double[u.length][];
        for (int part = 0; part < u.length; part++) {
            weights[part] = new double[u[part].length];
            // A person who registered twice did so on two days: that they differ says nothing.
            int first = part == Part.REGISTERED_ON.index() ? Levels.DIFFERENT + 1 : Levels.DIFFERENT;
            for (int level = first; level < u[part].length; level++) {
                weights[part][level] = log2(h[part][level] / u[part][level]);
            }
        }
        return weights;
    }

    /**
     * The parameters for the model's card: m, u and bits by part and level; the bits of kin, where they are not those of
     * strangers; and the shares of all pairs.
     *
     * @param parts that records have
     */
    Map<String, Map<String, Double>> parameters(List<Part> parts) {
        double[][][] weights = weights();
        Map<String, Map<String, Double>> all = new TreeMap<>();
        Map<String, Double> shares = new TreeMap<>(Map.of("one person", onePerson(), "strangers", strangers()));
        kin.forEach(one -> shares.put(one.kind().word(), one.share()));
        all.put("share of pairs", shares);
        for (Part part : parts) {
            for (int level = 1; level < Levels.count(part); level++) {
                String name = part.word() + " " + Levels.words(part).get(level);
                int i = part.index();
                all.computeIfAbsent("m", fresh -> new TreeMap<>()).put(name, m[i][level]);
                all.computeIfAbsent("u", fresh -> new TreeMap<>()).put(name, u[i][level]);
                all.computeIfAbsent("bits", fresh -> new TreeMap<>()).put(name, weights[0][i][level]);
                for (int kind = 1; kind < weights.length; kind++) {
                    Kind one = kin.get(kind - 1).kind();
                    if (one.has(part)) {
                        all.computeIfAbsent("bits as " + one.word(), fresh -> new TreeMap<>())
                                .put(name, weights[kind][i][level]);
                    }
                }
            }
        }
        return all;
    }

    /** Bits for one person against all else, from those for each against strangers. */
    double against(double[] bits) {
        double one = bits[0];
        double others = 1;
        for (int i = 1; i < bits.length; i++) {
            if (kin.get(i - 1).kind().isOnePerson()) {
                double more = Math.max(one, bits[i]);
                one = more + log2(1 + Math.exp((Math.min(one, bits[i]) - more) * LOG_2));
            } else {
                others += Math.exp(bits[i] * LOG_2);
            }
        }
        return one - log2(others);
    }

    static double log2(double value) {
        return Math.log(value) / LOG_2;
    }

    static double probability(double bits) {
        return 1 / (1 + Math.exp(-bits * LOG_2));
    }
}
