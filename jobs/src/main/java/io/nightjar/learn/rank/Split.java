package io.nightjar.learn.rank;

import java.util.Arrays;

/**
 * A shop's history cut in two: what was known, and what each person then bought.
 *
 * @param all the whole history
 * @param known how many of each person's baskets were known
 * @param asked day on which each person is asked
 * @param looksUntil day whose looks are the last ones known of each person
 * @param wanted items each person bought afterwards, ascending; none where nothing is to be predicted
 */
@SuppressWarnings("ArrayRecordComponent") // One entry per person.
public record Split(Histories all, int[] known, int[] asked, int[] looksUntil, int[][] wanted) {
    private static final int[] NOTHING = new int[0];

    /** Everything is known, and everybody is asked on one day. */
    public static Split everything(Histories all, int now) {
        int[] known = new int[all.people()];
        int[] days = new int[all.people()];
        int[][] wanted = new int[all.people()][];
        for (int who = 0; who < known.length; who++) {
            known[who] = all.baskets(who);
        }
        Arrays.fill(days, now);
        Arrays.fill(wanted, NOTHING);
        return new Split(all, known, days, days, wanted);
    }

    /**
     * Holds back the last known basket of everybody who has one before it; asked on its day, and what they looked at on
     * that day, perhaps to buy it, is held back too.
     */
    public Split withoutLastBasket() {
        int[] before = known.clone();
        int[] days = asked.clone();
        int[] looks = looksUntil.clone();
        int[][] next = new int[known.length][];
        for (int who = 0; who < known.length; who++) {
            next[who] = NOTHING;
            if (known[who] >= 2) {
                before[who]--;
                int basket = all.firstBasket()[who] + before[who];
                days[who] = all.day()[basket];
                looks[who] = days[who] - 1;
                next[who] = sorted(all.firstItem()[basket], all.firstItem()[basket + 1]);
            }
        }
        return new Split(all, before, days, looks, next);
    }

    /** Holds back what was bought after the cutoff, up to a number of days, by everybody who had bought before. */
    public Split after(int cutoff, int days) {
        int[] before = new int[known.length];
        int[] cutoffs = new int[known.length];
        int[][] next = new int[known.length][];
        Arrays.fill(cutoffs, cutoff);
        for (int who = 0; who < known.length; who++) {
            int first = all.firstBasket()[who];
            int cut = first;
            while (cut < first + known[who] && all.day()[cut] <= cutoff) {
                cut++;
            }
            int end = cut;
            while (end < first + known[who] && all.day()[end] <= cutoff + days) {
                end++;
            }
            before[who] = cut - first;
            next[who] = cut > first && end > cut ? sorted(all.firstItem()[cut], all.firstItem()[end]) : NOTHING;
        }
        return new Split(all, before, cutoffs, cutoffs, next);
    }

    /** The same one period earlier, for a split made by {@link #after}. */
    public Split before(int days) {
        return after(asked.length == 0 ? 0 : asked[0] - days, days);
    }

    public Past past(int who) {
        return all.past(who, known[who], asked[who], looksUntil[who]);
    }

    /** People for whom there is something to predict. */
    public int[] judged() {
        return java.util.stream.IntStream.range(0, known.length)
                .filter(who -> wanted[who].length > 0)
                .toArray();
    }

    private int[] sorted(int from, int to) {
        return Arrays.stream(all.item(), from, to).distinct().sorted().toArray();
    }
}
