package io.nightjar.segment;

import java.util.ArrayList;
import java.util.List;

/**
 * Everybody in the order of a simple rule, level by level: what the first so many did. Who stands on the last level that is
 * needed in part counts in part, as if drawn from it at random.
 */
final class Ladder {
    private record Level(long people, long orderers, double revenue) {}

    private final List<Level> levels = new ArrayList<>();

    /** Adds the next level down. */
    void add(long people, long orderers, double revenue) {
        levels.add(new Level(people, orderers, revenue));
    }

    /** Share of the first so many who ordered; of everybody, where there are fewer. */
    double rate(double size) {
        return of(size)[0];
    }

    double revenue(double size) {
        return of(size)[1];
    }

    /** Of a random list of any size. */
    double rate() {
        return rate(Double.MAX_VALUE);
    }

    double revenue() {
        return revenue(Double.MAX_VALUE);
    }

    private double[] of(double size) {
        double people = 0;
        double orderers = 0;
        double revenue = 0;
        for (Level level : levels) {
            double share = Math.min(1, (size - people) / level.people());
            if (share <= 0) {
                break;
            }
            people += share * level.people();
            orderers += share * level.orderers();
            revenue += share * level.revenue();
        }
        return people == 0 ? new double[] {Double.NaN, Double.NaN} : new double[] {orderers / people, revenue / people};
    }
}
