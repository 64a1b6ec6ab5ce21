package io.nightjar.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What can be proposed, and the choice for one person: the k products with the highest scores that they do not own and
 * that are in stock, filled up with what most people buy.
 */
final class Shelf implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Found by what the person likes. */
    static final String ALS = "als";
    /** Found by what most people buy. */
    static final String POPULAR = "popular";

    /**
     * One proposal.
     *
     * @param item product number
     * @param score comparable within one list
     * @param source {@link #ALS} or {@link #POPULAR}
     * @param because owned product that speaks most for it; -1 if none does
     */
    record Proposal(int item, double score, String source, int because) {}

    private final float[][] vectors;
    private final boolean[] available;
    private final int[] popular;
    private final int k;

    /**
     * @param vectors one per product; null entries, or an empty array, where nothing was learned
     * @param available by product: in stock
     * @param popular products, most bought first
     */
    Shelf(float[][] vectors, boolean[] available, int[] popular, int k) {
        this.vectors = vectors;
        this.available = available;
        this.popular = popular;
        this.k = k;
    }

    int size() {
        return available.length;
    }

    /** @param taste the person's vector; null if nothing was learned of them */
    List<Proposal> choose(float[] taste, int[] owned) {
        boolean[] blocked = new boolean[available.length];
        for (int item = 0; item < blocked.length; item++) {
            blocked[item] = !available[item];
        }
        for (int item : owned) {
            blocked[item] = true;
        }
        List<Proposal> chosen = taste == null ? new ArrayList<>() : liked(taste, blocked, owned);
        chosen.forEach(proposal -> blocked[proposal.item()] = true);
        for (int place = 0; place < popular.length && chosen.size() < k; place++) {
            if (!blocked[popular[place]]) {
                chosen.add(new Proposal(popular[place], -place - 1.0, POPULAR, -1));
            }
        }
        return chosen;
    }

    /** The best k by score, equals by number: an insertion into a short sorted list. */
    private List<Proposal> liked(float[] taste, boolean[] blocked, int[] owned) {
        int[] best = new int[k];
        float[] scores = new float[k];
        Arrays.fill(scores, Float.NEGATIVE_INFINITY);
        int found = 0;
        for (int item = 0; item < vectors.length; item++) {
            if (blocked[item] || vectors[item] == null) {
                continue;
            }
            float score = dot(taste, vectors[item]);
            if (found == k && score <= scores[k - 1]) {
                continue;
            }
            int place = Math.min(found, k - 1);
            while (place > 0 && scores[place - 1] < score) {
                scores[place] = scores[place - 1];
                best[place] = best[place - 1];
                place--;
            }
            scores[place] = score;
            best[place] = item;
            found = Math.min(found + 1, k);
        }
        List<Proposal> chosen = new ArrayList<>(k);
        for (int i = 0; i < found; i++) {
            chosen.add(new Proposal(best[i], scores[i], ALS, nearest(best[i], owned)));
        }
        return chosen;
    }

    private int nearest(int item, int[] owned) {
        int nearest = -1;
        double highest = 0;
        for (int other : owned) {
            if (vectors[other] != null) {
                double likeness = dot(vectors[item], vectors[other])
                        / Math.sqrt(dot(vectors[other], vectors[other]) + Double.MIN_NORMAL);
                if (likeness > highest) {
                    highest = likeness;
                    nearest = other;
                }
            }
        }
        return nearest;
    }

    private static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
