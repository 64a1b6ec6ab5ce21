package io.nightjar.sample;

/** What one person likes: the taste of a group, with a touch of one's own. */
final class Taste {
    private final int group;
    private final double[] weights;

    Taste(int group, double[] weights) {
        this.group = group;
        this.weights = weights;
    }

    int group() {
        return group;
    }

    boolean loves(int category) {
        return Tastes.loves(group, category);
    }

    /** A category by the person's own weights and the month's season. */
    int category(int month, Dice dice) {
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            total += weights[i] * Tastes.season(i, month);
        }
        double drawn = dice.unit() * total;
        int category = 0;
        double running = weights[0] * Tastes.season(0, month);
        while (running <= drawn && category < weights.length - 1) {
            category++;
            running += weights[category] * Tastes.season(category, month);
        }
        return category;
    }
}
