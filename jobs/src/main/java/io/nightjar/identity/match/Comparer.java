package io.nightjar.identity.match;

/**
 * Compares records two by two. A pair becomes one number, its pattern: the levels of all parts in mixed radix. What two
 * values are to each other is worked out once for each distinct pair of them. One thread, one comparer.
 */
final class Comparer {
    private static final int PARTS = Part.count();
    private static final Part[] ALL = Part.all();
    private static final long[] PLACE = places();

    private final People people;
    private final LevelCache[] caches = new LevelCache[PARTS];
    private final LevelCache crossedNames = new LevelCache();
    private final LevelCache crossedStreets = new LevelCache();

    Comparer(People people) {
        this.people = people;
        for (int i = 0; i < PARTS; i++) {
            caches[i] = new LevelCache();
        }
    }

    long pattern(int a, int b) {
        long pattern = 0;
        for (int i = 2; i < PARTS; i++) {
            if (i != Part.STREET.ordinal() && i != Part.STREET_2.ordinal()) {
                pattern += PLACE[i] * level(ALL[i], a, b);
            }
        }
        pattern += pairOfParts(Part.GIVEN_NAME, Part.SURNAME, crossedNames, Levels.SWAPPED_NAME, a, b);
        pattern += pairOfParts(Part.STREET, Part.STREET_2, crossedStreets, Levels.SWAPPED_PLACE, a, b);
        return pattern;
    }

    /** Level of one part in a pattern. */
    static int level(long pattern, int part) {
        return (int) (pattern / PLACE[part] % Levels.count(ALL[part]));
    }

    static long without(long pattern, int part) {
        return pattern - PLACE[part] * level(pattern, part);
    }

    private int level(Part part, int a, int b) {
        int x = people.value(part, a);
        int y = people.value(part, b);
        if (x < 0 || y < 0) {
            return Levels.MISSING;
        }
        if (x == y) {
            return Levels.same(part);
        }
        LevelCache cache = caches[part.ordinal()];
        int low = Math.min(x, y);
        int high = Math.max(x, y);
        int known = cache.get(low, high);
        if (known < 0) {
            known = Levels.of(part, people.text(part, low), people.text(part, high));
            cache.put(low, high, known);
        }
        return known;
    }

    /**
     * Two parts that people swap: where they agree crosswise and not otherwise, the first has the level of a swap, and
     * so has the second where all four values are there.
     */
    private long pairOfParts(Part first, Part second, LevelCache crossed, int swap, int a, int b) {
        int one = level(first, a, b);
        int two = level(second, a, b);
        if (one <= swap && two <= swap) {
            int here = crossed(first, second, crossed, a, b);
            int there = crossed(first, second, crossed, b, a);
            if (here > swap && there > swap) {
                one = swap;
                two = swap;
            } else if ((here > swap && there == Levels.MISSING) || (there > swap && here == Levels.MISSING)) {
                one = swap;
                two = Levels.MISSING;
            }
        }
        return PLACE[first.ordinal()] * one + PLACE[second.ordinal()] * two;
    }

    /** First part of one record against the second part of the other. */
    private int crossed(Part first, Part second, LevelCache cache, int a, int b) {
        int x = people.value(first, a);
        int y = people.value(second, b);
        if (x < 0 || y < 0) {
            return Levels.MISSING;
        }
        int known = cache.get(x, y);
        if (known < 0) {
            String s = people.text(first, x);
            String t = people.text(second, y);
            known = s.equals(t) ? Levels.same(first) : Levels.of(first, s, t);
            cache.put(x, y, known);
        }
        return known;
    }

    private static long[] places() {
        long[] places = new long[PARTS];
        long place = 1;
        for (int i = 0; i < PARTS; i++) {
            places[i] = place;
            place = Math.multiplyExact(place, Levels.count(ALL[i]));
        }
        return places;
    }
}
