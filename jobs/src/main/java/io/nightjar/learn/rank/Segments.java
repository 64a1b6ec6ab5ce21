package io.nightjar.learn.rank;

import io.nightjar.learn.factor.TopItems;
import java.io.Serializable;

/**
 * What is popular lately with people of one kind: those who buy from the same group of products most often, or, where
 * they never bought, look at it most.
 *
 * @param group of each item; -1 where there is none
 * @param lately by group and item, as {@link Popularity#lately}, of the baskets of that group's people, drawn towards
 *     everybody's where these are few
 * @param favourites by group: the most popular items, best first
 */
@SuppressWarnings("ArrayRecordComponent") // One entry per item.
record Segments(int[] group, float[][] lately, int[][] favourites) implements Serializable {
    private static final double PRIOR = 20;
    private static final int KEPT = 500;

    static Segments of(Split split, Popularity popularity) {
        Histories all = split.all();
        int groups = 0;
        for (int group : all.group()) {
            groups = Math.max(groups, group + 1);
        }
        double[][] recent = new double[groups][all.items()];
        double[] weights = new double[groups];
        double halfLife = Popularity.halfLife(split);
        for (int who = 0; who < all.people(); who++) {
            Past past = split.past(who);
            int segment = past.isEmpty() ? -1 : most(past, all.group(), groups);
            for (int b = 0; segment >= 0 && b < past.baskets(); b++) {
                double weight = Popularity.weight(past, b, halfLife);
                weights[segment] += weight;
                for (int n = past.start()[b]; n < past.start()[b + 1]; n++) {
                    recent[segment][past.item()[n]] += weight;
                }
            }
        }
        float[][] lately = new float[groups][all.items()];
        int[][] favourites = new int[groups][];
        TopItems best = new TopItems(Math.min(KEPT, Math.max(1, all.items())));
        for (int segment = 0; segment < groups; segment++) {
            for (int item = 0; item < all.items(); item++) {
                lately[segment][item] = (float)
                        ((recent[segment][item] + PRIOR * popularity.lately()[item]) / (weights[segment] + PRIOR));
                best.offer(item, lately[segment][item]);
            }
            favourites[segment] = best.items();
            best.clear();
        }
        return new Segments(all.group(), lately, favourites);
    }

    /** The person's group; -1 if they neither bought from nor looked at any. */
    int of(Past past) {
        return most(past, group, lately.length);
    }

    /** Of the group with the lowest number, where there are several. */
    private static int most(Past past, int[] group, int groups) {
        int[] times = new int[groups];
        if (past.isEmpty()) {
            for (int n = 0; n < past.looked().length; n++) {
                count(group[past.lookedAt(n)], times);
            }
        } else {
            for (int item : past.item()) {
                count(group[item], times);
            }
        }
        int most = -1;
        for (int each = 0; each < groups; each++) {
            if (times[each] > (most < 0 ? 0 : times[most])) {
                most = each;
            }
        }
        return most;
    }

    private static void count(int group, int[] times) {
        if (group >= 0) {
            times[group]++;
        }
    }

    /** Whether the segment's people buy it more than all people do. */
    boolean isFavourite(int segment, int item, Popularity popularity) {
        return segment >= 0 && lately[segment][item] > popularity.lately()[item];
    }
}
