package io.nightjar.sample;

/** Eight groups of people who like alike things; each person differs a little from the group. */
final class Tastes {
    static final int GROUPS = 8;
    private static final double LOVED = 6;
    private static final double OTHER = 0.25;

    /** Categories each group loves, in the order of {@link Assortment#CATEGORIES}. */
    private static final int[][] FAVOURITES = {
        {0, 1, 5}, {2, 10, 0}, {3, 9, 1}, {4, 7, 1}, {6, 9, 11}, {8, 10, 2}, {7, 11, 5}, {5, 6, 8}
    };

    private Tastes() {}

    /** How much a person of this group likes each category. */
    static Taste draw(int group, Dice dice) {
        double[] weights = new double[Assortment.CATEGORIES.size()];
        for (int category = 0; category < weights.length; category++) {
            weights[category] = OTHER * dice.gamma(2);
        }
        for (int favourite : FAVOURITES[group]) {
            weights[favourite] = LOVED * dice.gamma(4);
        }
        return new Taste(group, weights);
    }

    static boolean loves(int group, int category) {
        for (int favourite : FAVOURITES[group]) {
            if (favourite == category) {
                return true;
            }
        }
        return false;
    }

    static double season(int category, int month) {
        return Assortment.CATEGORIES.get(category).season().in(month);
    }

    static int shelf(int category, Dice dice) {
        return category * 4 + dice.below(4);
    }
}
