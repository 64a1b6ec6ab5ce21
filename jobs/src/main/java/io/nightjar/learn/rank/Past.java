package io.nightjar.learn.rank;

/**
 * What is known of one person on a day: baskets in order of time, and what they looked at lately.
 *
 * @param person number that is the person's own; tells a person from their neighbours
 * @param asked day of the question
 * @param day of each basket, ascending, none after that
 * @param start of each basket in the items, and the end
 * @param item of all baskets, one after the other; no item twice in a basket
 * @param looked items looked at; those that were only sought, by words or by category, as -1 - item
 * @param lookedOn day of each look
 */
@SuppressWarnings("ArrayRecordComponent") // A view of a history, read and thrown away.
public record Past(long person, int asked, int[] day, int[] start, int[] item, int[] looked, int[] lookedOn) {
    /** A person of whom nothing is known. */
    public static Past unknown(long person, int asked) {
        return new Past(person, asked, new int[0], new int[1], new int[0], new int[0], new int[0]);
    }

    public int baskets() {
        return day.length;
    }

    /** Whether the item was only sought. */
    boolean isSought(int look) {
        return looked[look] < 0;
    }

    /** The item looked at or sought. */
    int lookedAt(int look) {
        return isSought(look) ? -1 - looked[look] : looked[look];
    }

    public boolean isEmpty() {
        return day.length == 0;
    }
}
