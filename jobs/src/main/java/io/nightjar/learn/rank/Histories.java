package io.nightjar.learn.rank;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Many people's baskets as a few arrays. A basket is what one person bought on one day.
 *
 * @param items how many products there are; they are numbered from 0
 * @param group of each product, its top-level category for example; -1 where there is none
 * @param person own number of each person
 * @param firstBasket of each person, and the end
 * @param day of each basket
 * @param firstItem of each basket, and the end
 * @param item bought
 * @param firstLook of each person, and the end
 * @param looked item looked at; one that was only sought as -1 - item
 * @param lookedOn day of the look, ascending within a person
 */
@SuppressWarnings("ArrayRecordComponent") // Arrays are the point: a few objects for millions of purchases.
public record Histories(
        int items,
        int[] group,
        long[] person,
        int[] firstBasket,
        int[] day,
        int[] firstItem,
        int[] item,
        int[] firstLook,
        int[] looked,
        int[] lookedOn)
        implements Serializable {
    public int people() {
        return person.length;
    }

    public int baskets(int who) {
        return firstBasket[who + 1] - firstBasket[who];
    }

    /** The person with their first baskets only, asked on a day; looks after that day are not known yet. */
    public Past past(int who, int baskets, int now) {
        return past(who, baskets, now, now);
    }

    /** The same with looks up to a day of their own. */
    Past past(int who, int baskets, int now, int looksUntil) {
        int first = firstBasket[who];
        int[] starts = new int[baskets + 1];
        int base = firstItem[first];
        for (int b = 0; b <= baskets; b++) {
            starts[b] = firstItem[first + b] - base;
        }
        int lookEnd = firstLook[who + 1];
        while (lookEnd > firstLook[who] && lookedOn[lookEnd - 1] > looksUntil) {
            lookEnd--;
        }
        return new Past(
                person[who],
                now,
                Arrays.copyOfRange(day, first, first + baskets),
                starts,
                Arrays.copyOfRange(item, base, base + starts[baskets]),
                Arrays.copyOfRange(looked, firstLook[who], lookEnd),
                Arrays.copyOfRange(lookedOn, firstLook[who], lookEnd));
    }
}
