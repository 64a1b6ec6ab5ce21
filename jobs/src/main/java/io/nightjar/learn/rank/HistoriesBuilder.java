package io.nightjar.learn.rank;

/** Puts {@link Histories} together, person by person, days ascending; what is said twice in a row counts once. */
public final class HistoriesBuilder {
    private final Longs person = new Longs();
    private final Ints firstBasket = new Ints();
    private final Ints day = new Ints();
    private final Ints firstItem = new Ints();
    private final Ints item = new Ints();
    private final Ints firstLook = new Ints();
    private final Ints looked = new Ints();
    private final Ints lookedOn = new Ints();

    /** Begins the next person. */
    public void person(long number) {
        person.add(number);
        firstBasket.add(day.size());
        firstLook.add(looked.size());
    }

    /** The current person bought the item; the same day is the same basket. */
    public void bought(int on, int what) {
        int mine = firstBasket.last();
        if (day.size() == mine || day.last() != on) {
            if (day.size() > mine && day.last() > on) {
                throw new IllegalArgumentException("Purchases out of order: day " + on + " after " + day.last());
            }
            day.add(on);
            firstItem.add(item.size());
        }
        if (item.size() == firstItem.last() || item.last() != what) {
            item.add(what);
        }
    }

    /** The current person looked at the item. */
    public void looked(int on, int what) {
        if (looked.size() == firstLook.last() || looked.last() != what || lookedOn.last() != on) {
            looked.add(what);
            lookedOn.add(on);
        }
    }

    /** The current person sought it by words or by category. */
    public void sought(int on, int what) {
        looked(on, -1 - what);
    }

    /** Puts other people behind those who are there. */
    public void append(Histories more) {
        for (int who = 0; who < more.people(); who++) {
            Past past = more.past(who, more.baskets(who), Integer.MAX_VALUE);
            person(past.person());
            for (int basket = 0; basket < past.baskets(); basket++) {
                for (int n = past.start()[basket]; n < past.start()[basket + 1]; n++) {
                    bought(past.day()[basket], past.item()[n]);
                }
            }
            for (int n = 0; n < past.looked().length; n++) {
                looked(past.lookedOn()[n], past.looked()[n]);
            }
        }
    }

    /** @param items how many products there are, of no group */
    public Histories build(int items) {
        int[] none = new int[items];
        java.util.Arrays.fill(none, -1);
        return build(none);
    }

    /** @param group of each product */
    public Histories build(int[] group) {
        firstBasket.add(day.size());
        firstItem.add(item.size());
        firstLook.add(looked.size());
        return new Histories(
                group.length,
                group,
                person.toArray(),
                firstBasket.toArray(),
                day.toArray(),
                firstItem.toArray(),
                item.toArray(),
                firstLook.toArray(),
                looked.toArray(),
                lookedOn.toArray());
    }

    /** A growing array. */
    private static final class Ints {
        private int[] values = new int[64];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = java.util.Arrays.copyOf(values, size + (size >> 1));
            }
            values[size++] = value;
        }

        int last() {
            return values[size - 1];
        }

        int size() {
            return size;
        }

        int[] toArray() {
            return java.util.Arrays.copyOf(values, size);
        }
    }

    /** A growing array. */
    private static final class Longs {
        private long[] values = new long[64];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = java.util.Arrays.copyOf(values, size + (size >> 1));
            }
            values[size++] = value;
        }

        long[] toArray() {
            return java.util.Arrays.copyOf(values, size);
        }
    }
}
