package io.nightjar.identity.match;

import java.util.Arrays;

/**
 * Compares records two by two. A pair becomes one number, its pattern: the levels of all parts side by side. What two
 * values are to each other is worked out once for each distinct pair of them. One thread, one comparer.
 */
final class Comparer {
    private static final int PARTS = Part.count();
    private static final Part[] ALL = Part.all();
    /** Enough for a level, and for all parts in one number. */
    private static final int BITS = 3;

    private static final boolean[] IS_WORDS = words();
    private static final Part[] NUMBERS = {
        Part.EMAIL, Part.PHONE, Part.NATIONAL_ID, Part.MAILBOX_MARK, Part.OTHER_NUMBER
    };
    private static final boolean[] IS_OF_TWO = together(
            Part.GIVEN_NAME,
            Part.SURNAME,
            Part.STREET,
            Part.STREET_2,
            Part.EMAIL,
            Part.MAILBOX_MARK,
            Part.TOWN,
            Part.CITY,
            Part.POSTCODE,
            Part.REGION);

    private final People people;
    private final LevelCache[] caches = new LevelCache[PARTS];
    /** Parts whose pairs of values hardly ever come again, so that there is nothing to remember. */
    private final boolean[] isRare = new boolean[PARTS];

    /** Parts that are compared by themselves and that any record has. */
    private final Part[] alone;

    private final LevelCache crossedNames = new LevelCache();
    private final LevelCache crossedStreets = new LevelCache();

    Comparer(People people) {
        this.people = people;
        alone = Arrays.stream(ALL)
                .filter(part -> !IS_OF_TWO[part.index()] && people.distinct(part) > 0)
                .toArray(Part[]::new);
        isRare[Part.BIRTH_DATE.index()] = true;
        isRare[Part.OTHER_DATE.index()] = true;
        for (Part part : NUMBERS) {
            isRare[part.index()] = 2L * people.distinct(part) > people.known(part);
        }
        for (int i = 0; i < PARTS; i++) {
            caches[i] = new LevelCache();
        }
    }

    long pattern(int a, int b) {
        long pattern = 0;
        for (Part part : alone) {
            pattern |= placed(part, level(part, a, b));
        }
        pattern |= pairOfParts(Part.GIVEN_NAME, Part.SURNAME, crossedNames, Levels.SWAPPED_NAME, a, b);
        pattern |= pairOfParts(Part.STREET, Part.STREET_2, crossedStreets, Levels.SWAPPED_PLACE, a, b);
        return pattern | mailboxes(a, b) | places(a, b);
    }

    /** What lies around the narrowest place that two records share is shared as well, which tells nothing more. */
    private long places(int a, int b) {
        int town = level(Part.TOWN, a, b);
        if (town == Levels.same(Part.TOWN)) {
            return placed(Part.TOWN, town);
        }
        int city = level(Part.CITY, a, b);
        int postcode = level(Part.POSTCODE, a, b);
        boolean isWithin = city == Levels.same(Part.CITY) || postcode == Levels.same(Part.POSTCODE);
        int region = isWithin ? Levels.MISSING : level(Part.REGION, a, b);
        return placed(Part.TOWN, town)
                | placed(Part.CITY, city)
                | placed(Part.POSTCODE, postcode)
                | placed(Part.REGION, region);
    }

    /**
     * Two mailboxes of one name are alike for that alone: their marks tell whether they are one person's. The same mailbox
     * has the same mark, which tells nothing more.
     */
    private long mailboxes(int a, int b) {
        int email = level(Part.EMAIL, a, b);
        int mark = email == Levels.same(Part.EMAIL) ? Levels.MISSING : level(Part.MAILBOX_MARK, a, b);
        if (mark == Levels.DIFFERENT && email > Levels.DIFFERENT) {
            email = Levels.DIFFERENT;
        } else if (mark == Levels.OF_ANOTHER_KIND) {
            mark = Levels.MISSING;
            email = Math.min(email, Levels.DIFFERENT);
        }
        return placed(Part.EMAIL, email) | placed(Part.MAILBOX_MARK, mark);
    }

    /** Level of one part in a pattern. */
    static int level(long pattern, int part) {
        return (int) (pattern >>> (BITS * part)) & ((1 << BITS) - 1);
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
        if (part == Part.CUSTOMER_NUMBER) {
            // A person who registered twice has two of them.
            return Levels.MISSING;
        }
        if (part == Part.REGISTERED_ON) {
            return Levels.DIFFERENT;
        }
        int low = Math.min(x, y);
        int high = Math.max(x, y);
        return level(part, caches[part.index()], low, part, high);
    }

    /** Level of two values, of one part or of two that people swap. */
    private int level(Part one, LevelCache cache, int x, Part other, int y) {
        String a = people.text(one, x);
        String b = people.text(other, y);
        long lettersA = people.letters(one, x);
        long lettersB = people.letters(other, y);
        if (IS_WORDS[one.index()] && Levels.areFar(a, lettersA, b, lettersB)) {
            return Levels.DIFFERENT;
        }
        if (isRare[one.index()]) {
            return Levels.of(one, a, b, Levels.leastEdits(lettersA, lettersB));
        }
        int known = cache.get(x, y);
        if (known < 0) {
            known = a.equals(b) ? Levels.same(one) : Levels.of(one, a, b, Levels.leastEdits(lettersA, lettersB));
            cache.put(x, y, known);
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
        return placed(first, one) | placed(second, two);
    }

    /** First part of one record against the second part of the other. */
    private int crossed(Part first, Part second, LevelCache cache, int a, int b) {
        int x = people.value(first, a);
        int y = people.value(second, b);
        if (x < 0 || y < 0) {
            return Levels.MISSING;
        }
        return level(first, cache, x, second, y);
    }

    /** Parts that are not compared by themselves. */
    private static boolean[] together(Part... parts) {
        boolean[] are = new boolean[PARTS];
        for (Part part : parts) {
            are[part.index()] = true;
        }
        return are;
    }

    private static boolean[] words() {
        boolean[] words = new boolean[PARTS];
        for (Part part : ALL) {
            words[part.index()] = part.kind() == Part.Kind.NAME || part.kind() == Part.Kind.PLACE;
        }
        return words;
    }

    private static long placed(Part part, int level) {
        return (long) level << (BITS * part.index());
    }
}
