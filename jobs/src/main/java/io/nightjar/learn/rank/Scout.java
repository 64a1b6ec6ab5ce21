package io.nightjar.learn.rank;

import io.nightjar.learn.factor.TopColumns;
import io.nightjar.learn.factor.TopItems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds each person's candidates and what is known about them. Works on a few dozen people at once, because taste is
 * one matrix product for all of them. Not for two threads at once.
 */
final class Scout {
    /** People looked at together. */
    static final int BATCH = 64;

    private static final int WEEK = 7;
    private static final int MONTH = 28;

    private final Knowledge knowledge;
    private final int each;
    private final int[] always;
    private final boolean[] blocked;
    private final Scores together;
    private final Scores withLast;
    private final Scores sequel;
    private final Scores alike;
    private final Scores near;
    private final Scores week;
    private final Scores month;
    private final Scores sought;
    private final Scores ease;
    private final Scores chosen;
    private final Neighbours.Desk desk;
    private final TopColumns taste;

    /**
     * @param taste products by taste without the blocked ones; any number of scouts may share it
     * @param each new products per source
     * @param always candidates, whatever speaks for them
     * @param blocked products that are nobody's new candidates, so that they take no place from others
     */
    Scout(Knowledge knowledge, TopColumns taste, int each, int[] always, boolean[] blocked) {
        this.taste = taste;
        this.always = always;
        this.blocked = blocked;
        this.knowledge = knowledge;
        this.each = each;
        int items = knowledge.items();
        together = new Scores(items);
        withLast = new Scores(items);
        sequel = new Scores(items);
        alike = new Scores(items);
        near = new Scores(items);
        week = new Scores(items);
        month = new Scores(items);
        sought = new Scores(items);
        ease = new Scores(items);
        chosen = new Scores(items);
        desk = new Neighbours.Desk(knowledge.neighbours());
    }

    /** At most {@link #BATCH} people. */
    List<Candidates> candidates(List<Past> people) {
        int rank = knowledge.taste().settings().rank();
        float[] vectors = new float[people.size() * rank];
        List<Owned> tables = new ArrayList<>();
        for (int n = 0; n < people.size(); n++) {
            Owned owned = Owned.of(people.get(n));
            tables.add(owned);
            float[] vector = knowledge.taste().rowOf(owned.item(), Knowledge.confidence(owned));
            System.arraycopy(vector, 0, vectors, n * rank, rank);
        }
        int[][] skipped = tables.stream().map(Owned::item).toArray(int[][]::new);
        TopItems[] liked = taste.of(vectors, skipped, each);
        List<Candidates> all = new ArrayList<>();
        for (int n = 0; n < people.size(); n++) {
            float[] vector = Arrays.copyOfRange(vectors, n * rank, (n + 1) * rank);
            all.add(candidates(people.get(n), tables.get(n), vector, liked[n]));
        }
        return all;
    }

    private Candidates candidates(Past past, Owned owned, float[] vector, TopItems liked) {
        fill(past, owned);
        for (int item : owned.item()) {
            chosen.add(item, 1);
        }
        for (int item : always) {
            chosen.add(item, 1);
        }
        choose(together);
        choose(sequel);
        choose(alike);
        choose(near);
        choose(month);
        choose(sought);
        choose(ease);
        for (int place = 0; place < liked.size(); place++) {
            chosen.add(liked.item(place), 1);
        }
        int segment = knowledge.segments().of(past);
        if (segment >= 0) {
            choose(knowledge.segments().favourites()[segment]);
        }
        choose(knowledge.popularity().ranked());
        // What the simple rules go by: they are to be judged as strong as they are.
        choose(knowledge.popularity().byShare());
        int[] item = new int[chosen.size()];
        for (int place = 0; place < item.length; place++) {
            item[place] = chosen.item(place);
        }
        Candidates found = new Candidates(past, owned, item, features(past, owned, item, vector, segment));
        for (Scores scores : List.of(together, withLast, sequel, alike, near, week, month, sought, ease, chosen)) {
            scores.clear();
        }
        return found;
    }

    private void fill(Past past, Owned owned) {
        for (int place = 0; place < owned.size(); place++) {
            knowledge.together().add(owned.item()[place], owned.slow()[place], together);
            knowledge.ease().add(owned.item()[place], owned.slow()[place], ease);
        }
        if (!past.isEmpty()) {
            int last = past.baskets() - 1;
            for (int n = past.start()[last]; n < past.start()[last + 1]; n++) {
                knowledge.together().add(past.item()[n], 1, withLast);
                knowledge.sequel().add(past.item()[n], 1, sequel);
            }
            knowledge.neighbours().ask(past, owned, desk, alike, near);
        }
        for (int n = 0; n < past.looked().length; n++) {
            int ago = past.asked() - past.lookedOn()[n];
            int item = past.lookedAt(n);
            if (ago < MONTH && past.isSought(n)) {
                sought.add(item, 1);
            } else if (ago < MONTH) {
                month.add(item, 1);
                if (past.isEmpty()) {
                    knowledge.together().add(item, 1, together);
                }
                week.add(item, ago < WEEK ? 1 : 0);
            }
        }
    }

    private void choose(Scores scores) {
        TopItems best = new TopItems(each);
        for (int place = 0; place < scores.size(); place++) {
            int item = scores.item(place);
            if (!blocked[item] && scores.get(item) > best.threshold() && chosen.get(item) == 0) {
                best.offer(item, scores.get(item));
            }
        }
        for (int place = 0; place < best.size(); place++) {
            chosen.add(best.item(place), 1);
        }
    }

    /** The first of a ranking. */
    private void choose(int[] ranked) {
        for (int place = 0, taken = 0; place < ranked.length && taken < each; place++) {
            if (!blocked[ranked[place]]) {
                chosen.add(ranked[place], 1);
                taken++;
            }
        }
    }

    private float[] features(Past past, Owned owned, int[] item, float[] vector, int segment) {
        float[] all = new float[item.length * Candidates.WIDTH];
        float[] person = person(past, owned);
        int rank = vector.length;
        Popularity popularity = knowledge.popularity();
        float[] inSegment =
                segment < 0 ? popularity.lately() : knowledge.segments().lately()[segment];
        for (int place = 0; place < item.length; place++) {
            int what = item[place];
            int at = place * Candidates.WIDTH;
            if (place < owned.size()) {
                float days = past.asked() - owned.lastDay()[place];
                all[at + Candidates.COUNT] = owned.count()[place];
                all[at + Candidates.SHARE] = (float) owned.count()[place] / past.baskets();
                all[at + Candidates.SLOW] = owned.slow()[place];
                all[at + Candidates.FAST] = owned.fast()[place];
                all[at + Candidates.BASKETS_SINCE] = past.baskets() - owned.last()[place];
                all[at + Candidates.DAYS_SINCE] = days;
                all[at + Candidates.CYCLE] = days / Math.max(1, Clock.cycle(owned, place, popularity));
            } else {
                Arrays.fill(all, at + Candidates.BASKETS_SINCE, at + Candidates.CYCLE + 1, Float.NaN);
            }
            all[at + Candidates.AGAIN] = popularity.again()[what];
            all[at + Candidates.POPULAR] = popularity.share()[what];
            all[at + Candidates.LATELY] = popularity.lately()[what];
            all[at + Candidates.TOGETHER] = together.get(what);
            all[at + Candidates.SEQUEL] = sequel.get(what);
            all[at + Candidates.TASTE] = knowledge
                    .taste()
                    .linear()
                    .dot(rank, vector, 0, knowledge.taste().columns(), what * rank);
            all[at + Candidates.ALIKE] = alike.get(what);
            all[at + Candidates.NEAR] = near.get(what);
            all[at + Candidates.WITH_LAST] = withLast.get(what);
            all[at + Candidates.LOOKS_WEEK] = week.get(what);
            all[at + Candidates.LOOKS_MONTH] = month.get(what);
            all[at + Candidates.SOUGHT] = sought.get(what);
            all[at + Candidates.EASE] = ease.get(what);
            all[at + Candidates.SEGMENT] = inSegment[what];
            System.arraycopy(person, 0, all, at + Candidates.PERSON, person.length);
        }
        return all;
    }

    /** What is the same for all of a person's candidates. */
    private static float[] person(Past past, Owned owned) {
        float baskets = past.baskets();
        if (past.isEmpty()) {
            return new float[] {0, Float.NaN, Float.NaN, Float.NaN, Float.NaN};
        }
        float bought = past.item().length;
        int last = past.day()[past.baskets() - 1];
        return new float[] {
            baskets,
            bought / baskets,
            1 - owned.size() / bought,
            past.asked() - last,
            baskets < 2 ? Float.NaN : (last - past.day()[0]) / (baskets - 1)
        };
    }
}
