package io.nightjar.learn.rank;

import io.nightjar.learn.factor.TopItems;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * People who buy alike. Two ways of asking them: UP-CF (Faggioli, Polato and Aiolli 2020: asymmetric cosine of what is
 * owned, weighted by how often it was in the last baskets) and TIFU-KNN (Hu et al. 2020: nearest vectors of decayed
 * basket groups).
 */
final class Neighbours implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LAST_BASKETS = 10;
    private static final int NEAREST = 100;
    private static final double ASYMMETRY = 0.75;
    private static final float SHRINK = 10;
    private static final int TIFU_NEAREST = 300;
    private static final int GROUP = 7;
    private static final double IN_GROUP = 0.9;
    private static final double BETWEEN_GROUPS = 0.7;

    private final long[] person;
    private final int[][] item;
    private final float[][] lately;
    private final float[][] tifu;
    private final float[] norm;
    private final double[] breadth;
    private final int[][] buyers;
    private final int[][] buyersPlace;

    private Neighbours(long[] person, int[][] item, float[][] lately, float[][] tifu, float[] norm, int items) {
        this.person = person;
        this.item = item;
        this.lately = lately;
        this.tifu = tifu;
        this.norm = norm;
        breadth = new double[person.length];
        for (int who = 0; who < breadth.length; who++) {
            breadth[who] = Math.pow(item[who].length, 1 - ASYMMETRY);
        }
        buyers = Together.buyers(items, item);
        buyersPlace = new int[items][];
        for (int i = 0; i < items; i++) {
            buyersPlace[i] = new int[buyers[i].length];
            for (int n = 0; n < buyers[i].length; n++) {
                buyersPlace[i][n] = Arrays.binarySearch(item[buyers[i][n]], i);
            }
        }
    }

    static Neighbours of(Split split, int[] people) {
        int n = people.length;
        long[] person = new long[n];
        int[][] item = new int[n][];
        float[][] lately = new float[n][];
        float[][] tifu = new float[n][];
        float[] norm = new float[n];
        for (int i = 0; i < n; i++) {
            Past past = split.past(people[i]);
            Owned owned = Owned.of(past);
            person[i] = past.person();
            int[] latest = owned.latest(Owned.LONGEST);
            item[i] = IntStream.of(latest).map(place -> owned.item()[place]).toArray();
            lately[i] = at(latest, lately(past, owned));
            tifu[i] = at(latest, tifu(past, owned));
            for (float value : tifu[i]) {
                norm[i] += value * value;
            }
        }
        return new Neighbours(person, item, lately, tifu, norm, split.all().items());
    }

    private static float[] at(int[] places, float[] values) {
        float[] some = new float[places.length];
        for (int n = 0; n < some.length; n++) {
            some[n] = values[places[n]];
        }
        return some;
    }

    int size() {
        return person.length;
    }

    /** Share of the last ten baskets with each owned item. */
    static float[] lately(Past past, Owned owned) {
        int of = Math.min(LAST_BASKETS, past.baskets());
        float[] share = new float[owned.size()];
        for (int n = past.baskets() == 0 ? 0 : past.start()[past.baskets() - of]; n < past.item().length; n++) {
            share[Arrays.binarySearch(owned.item(), past.item()[n])] += 1f / of;
        }
        return share;
    }

    /** Basket vectors decayed within groups of seven, groups decayed in turn. */
    static float[] tifu(Past past, Owned owned) {
        int baskets = past.baskets();
        float[] vector = new float[owned.size()];
        int groups = (baskets + GROUP - 1) / GROUP;
        int short_ = groups * GROUP - baskets;
        for (int b = 0; b < baskets; b++) {
            int place = b + short_;
            int group = place / GROUP;
            int size = group == 0 ? GROUP - short_ : GROUP;
            double weight = Math.pow(IN_GROUP, GROUP - 1 - place % GROUP)
                    * Math.pow(BETWEEN_GROUPS, groups - 1 - group)
                    / size
                    / groups;
            for (int n = past.start()[b]; n < past.start()[b + 1]; n++) {
                vector[Arrays.binarySearch(owned.item(), past.item()[n])] += (float) weight;
            }
        }
        return vector;
    }

    /** Places to work in, one set for each thread. */
    static final class Desk {
        private final int[] common;
        private final float[] inner;
        private final int[] met;
        private int size;

        Desk(Neighbours all) {
            common = new int[all.size()];
            inner = new float[all.size()];
            met = new int[all.size()];
        }
    }

    /** Fills in what neighbours buy by either way; the person themself is no neighbour. */
    void ask(Past past, Owned owned, Desk desk, Scores alike, Scores near) {
        float[] vector = tifu(past, owned);
        meet(owned, vector, desk);
        TopItems best = new TopItems(NEAREST);
        TopItems nearest = new TopItems(TIFU_NEAREST);
        float own = 0;
        for (float value : vector) {
            own += value * value;
        }
        double mine = Math.pow(Math.max(1, owned.size()), ASYMMETRY);
        for (int n = 0; n < desk.size; n++) {
            int other = desk.met[n];
            if (person[other] != past.person()) {
                best.offer(other, (float) (desk.common[other] / (mine * breadth[other] + SHRINK)));
                nearest.offer(other, -(own + norm[other] - 2 * desk.inner[other]));
            }
        }
        for (int n = 0; n < best.size(); n++) {
            add(best.item(n), best.score(n), lately, alike);
        }
        for (int n = 0; n < nearest.size(); n++) {
            add(nearest.item(n), 1f / nearest.size(), tifu, near);
        }
        for (int n = 0; n < desk.size; n++) {
            desk.common[desk.met[n]] = 0;
            desk.inner[desk.met[n]] = 0;
        }
        desk.size = 0;
    }

    private void meet(Owned owned, float[] vector, Desk desk) {
        for (int place = 0; place < owned.size(); place++) {
            int what = owned.item()[place];
            int[] who = buyers[what];
            int[] at = buyersPlace[what];
            for (int n = 0; n < who.length; n++) {
                int other = who[n];
                if (desk.common[other]++ == 0) {
                    desk.met[desk.size++] = other;
                }
                desk.inner[other] += vector[place] * tifu[other][at[n]];
            }
        }
    }

    private void add(int other, float weight, float[][] values, Scores scores) {
        int[] items = item[other];
        float[] amounts = values[other];
        for (int n = 0; n < items.length; n++) {
            if (amounts[n] != 0) {
                scores.add(items[n], weight * amounts[n]);
            }
        }
    }
}
