package io.nightjar.learn.rank;

import java.io.Serializable;
import java.util.stream.IntStream;

/**
 * What everybody buys and how often it is bought again.
 *
 * @param share of all baskets that have the item
 * @param owners share of all people who bought anything who have the item
 * @param lately as the share, baskets counting half after each half-life before the person's day of asking
 * @param again chance that an owned item is in the person's next basket, drawn towards the shop's where it is rare
 * @param gap mean days between two purchases of the item by one person, drawn towards the shop's
 * @param ranked items, most bought lately first, equals by share and then by number
 * @param byShare items, most bought of all first, equals by number
 */
@SuppressWarnings("ArrayRecordComponent") // One entry per item.
record Popularity(
        float[] share, float[] owners, float[] lately, float[] again, float[] gap, int[] ranked, int[] byShare)
        implements Serializable {
    private static final double PRIOR = 20;

    static Popularity of(Split split) {
        Histories all = split.all();
        double[] total = new double[all.items()];
        double[] owning = new double[all.items()];
        double[] recent = new double[all.items()];
        double[] chances = new double[all.items()];
        double[] repeats = new double[all.items()];
        double[] gaps = new double[all.items()];
        double baskets = 0;
        double weights = 0;
        double buyers = 0;
        double halfLife = halfLife(split);
        for (int who = 0; who < all.people(); who++) {
            Past past = split.past(who);
            for (int b = 0; b < past.baskets(); b++) {
                double weight = weight(past, b, halfLife);
                baskets++;
                weights += weight;
                for (int n = past.start()[b]; n < past.start()[b + 1]; n++) {
                    total[past.item()[n]]++;
                    recent[past.item()[n]] += weight;
                }
            }
            buyers += past.isEmpty() ? 0 : 1;
            Owned owned = Owned.of(past);
            for (int place = 0; place < owned.size(); place++) {
                int item = owned.item()[place];
                owning[item]++;
                repeats[item] += owned.count()[place] - 1;
                chances[item] += past.baskets() - 1 - first(past, owned.firstDay()[place]);
                gaps[item] += owned.lastDay()[place] - owned.firstDay()[place];
            }
        }
        float[] again = shrunk(repeats, chances);
        float[] gap = shrunk(gaps, repeats);
        float[] share = divided(total, baskets);
        float[] lately = divided(recent, weights);
        return new Popularity(
                share, divided(owning, buyers), lately, again, gap, ranked(lately, share), ranked(share, share));
    }

    private static int[] ranked(float[] first, float[] then) {
        return IntStream.range(0, first.length)
                .boxed()
                .sorted((a, b) -> first[a] != first[b]
                        ? Float.compare(first[b], first[a])
                        : then[a] != then[b] ? Float.compare(then[b], then[a]) : Integer.compare(a, b))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    static double weight(Past past, int basket, double halfLife) {
        return Math.pow(2, -(past.asked() - past.day()[basket]) / halfLife);
    }

    /** The mean time between two baskets of a person: what is older than that is another visit. */
    static double halfLife(Split split) {
        double days = 0;
        double gaps = 0;
        for (int who = 0; who < split.all().people(); who++) {
            int baskets = split.known()[who];
            if (baskets >= 2) {
                int first = split.all().firstBasket()[who];
                days += split.all().day()[first + baskets - 1] - split.all().day()[first];
                gaps += baskets - 1;
            }
        }
        return gaps == 0 ? 30 : Math.max(1, 2 * days / gaps);
    }

    private static int first(Past past, int day) {
        int basket = 0;
        while (past.day()[basket] < day) {
            basket++;
        }
        return basket;
    }

    private static float[] shrunk(double[] part, double[] whole) {
        double parts = 0;
        double wholes = 0;
        for (int i = 0; i < part.length; i++) {
            parts += part[i];
            wholes += whole[i];
        }
        double mean = wholes == 0 ? 0 : parts / wholes;
        float[] result = new float[part.length];
        for (int i = 0; i < part.length; i++) {
            result[i] = (float) ((part[i] + PRIOR * mean) / (whole[i] + PRIOR));
        }
        return result;
    }

    private static float[] divided(double[] values, double by) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) (by == 0 ? 0 : values[i] / by);
        }
        return result;
    }
}
