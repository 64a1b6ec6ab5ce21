package io.nightjar.learn.trainer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Columns of an experiment that can only have been filled in after the treatment: what it led to, and how it went. */
public final class AfterTreatment {
    private static final double BY_CHANCE = 1e-6;
    private static final String MISSING = "";

    private AfterTreatment() {}

    /**
     * Columns with a value that only people of one arm have, as seeing an advertisement takes one: so many of them that a
     * draw of who is treated would not have put all into that arm (binomial test; Bonferroni over the column's values).
     */
    public static List<String> ofOneArm(Frame frame, boolean[] treated) {
        return named(
                frame,
                column -> isOneSided(frame, treated, column, 2, Integer.MAX_VALUE)
                        || isOneSided(frame, treated, row -> isSomething(column.apply(row)), 2, 2));
    }

    /**
     * Columns of two values with one that nobody has the outcome with, as no visit means no order: so many people that
     * some would by chance (binomial test).
     */
    public static List<String> beforeOutcome(Frame frame, boolean[] outcome) {
        return named(frame, column -> isOneSided(frame, outcome, column, 1, 2));
    }

    private interface Test {
        boolean of(IntFunction<Object> column);
    }

    private static List<String> named(Frame frame, Test test) {
        return frame.columns().stream()
                .filter(column -> test.of(row -> value(column, row)))
                .map(Frame.Column::name)
                .toList();
    }

    private static Object value(Frame.Column column, int row) {
        if (column.isText()) {
            return column.text(row) == null ? MISSING : column.text(row);
        }
        return Double.isNaN(column.number(row)) ? MISSING : (Object) column.number(row);
    }

    private static boolean isSomething(Object value) {
        return !value.equals(MISSING) && !value.equals(0.0) && !value.equals("0");
    }

    /**
     * Whether there is a value with which the flag is never set, or, of two sides, is always set, beyond chance.
     *
     * @param most values that the column may have
     */
    private static boolean isOneSided(Frame frame, boolean[] flag, IntFunction<Object> values, int sides, int most) {
        Map<Object, int[]> counts = new HashMap<>();
        for (int row = 0; row < frame.size(); row++) {
            counts.computeIfAbsent(values.apply(row), key -> new int[2])[flag[row] ? 1 : 0]++;
        }
        if (counts.size() < 2 || counts.size() > most) {
            return false;
        }
        double set = Trainer.sum(Trainer.numbers(flag)) / frame.size();
        double tests = (double) sides * counts.size();
        List<Object> suspects = new ArrayList<>();
        counts.forEach((value, count) -> {
            double without = count[1] == 0 ? Math.pow(1 - set, count[0]) : 1;
            double with = sides == 2 && count[0] == 0 ? Math.pow(set, count[1]) : 1;
            if (Math.min(without, with) * tests < BY_CHANCE) {
                suspects.add(value);
            }
        });
        // Rows of one person are one piece of evidence.
        return suspects.stream().anyMatch(value -> {
            int[] rows = IntStream.range(0, frame.size())
                    .filter(row -> values.apply(row).equals(value))
                    .toArray();
            long people = IntStream.of(rows).mapToObj(frame::id).distinct().count();
            return Math.pow(flag[rows[0]] ? set : 1 - set, (double) people) * tests < BY_CHANCE;
        });
    }
}
