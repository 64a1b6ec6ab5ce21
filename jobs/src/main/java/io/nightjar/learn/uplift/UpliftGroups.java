package io.nightjar.learn.uplift;

import io.nightjar.learn.Interval;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a message does to whom, as far as it is known. People are put into groups by their predicted difference, those
 * who would have the outcome anyway apart from the others; each group is measured by the mean of the doubly robust
 * differences of its people. {@code needs_the_ad}: the interval lies above nought; {@code do_not_disturb}: below it;
 * {@code buys_anyway} and {@code never}: it lies within so little around nought that it does not matter, which is never
 * more than a fifth of the chance without the message; everybody else, and everybody where the order of people may be
 * chance, is {@code unknown}. Anyway means: without the message likelier
 * than not, or, where the outcome is rare, at least as likely as the average.
 */
public final class UpliftGroups {
    private static final int GROUPS = 10;
    private static final int LEAST = 200;
    private static final double LIKELY = 0.5;
    private static final double SMALL_SHARE = 0.2;

    private final String[] labels;
    private final int[] persons;
    private final List<Group> groups = new ArrayList<>();
    private final double anywayFrom;

    /**
     * A mean difference.
     *
     * @param people rows that it is the mean of
     * @param mean difference
     * @param interval where it lies
     */
    public record Effect(int people, double mean, Interval interval) implements Serializable {
        /** The rows of one person count as one piece of evidence (sums of their deviations, squared). */
        static Effect of(double[] psi, int[] rows, int[] persons) {
            double sum = 0;
            for (int row : rows) {
                sum += psi[row];
            }
            double mean = sum / rows.length;
            Map<Integer, Double> deviations = new TreeMap<>();
            for (int row : rows) {
                deviations.merge(persons[row], psi[row] - mean, Double::sum);
            }
            double squares = 0;
            for (double deviation : deviations.values()) {
                squares += deviation * deviation;
            }
            double people = deviations.size();
            return new Effect(
                    rows.length,
                    mean,
                    Interval.around(mean, Math.sqrt(squares * people / Math.max(1, people - 1)) / rows.length));
        }
    }

    /**
     * People with the same answer for the same reason.
     *
     * @param label answer
     * @param effect measured
     * @param anyway whether they have the outcome anyway
     * @param least predicted difference in it
     */
    public record Group(String label, Effect effect, boolean anyway, double least) implements Serializable {}

    UpliftGroups(
            double[] effects,
            double[] untreated,
            double[] psi,
            int[] persons,
            boolean isOrdered,
            double noEffectWithin) {
        this.persons = persons;
        labels = new String[effects.length];
        double usual = Arrays.stream(untreated).average().orElse(LIKELY);
        anywayFrom = Math.min(LIKELY, usual);
        double within = Math.min(noEffectWithin, SMALL_SHARE * usual);
        for (boolean anyway : new boolean[] {true, false}) {
            Integer[] rows = Arrays.stream(Learners.indices(effects.length))
                    .filter(i -> untreated[i] >= anywayFrom == anyway)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -effects[i]))
                    .toArray(Integer[]::new);
            List<int[]> open = new ArrayList<>();
            for (int[] part : parts(rows)) {
                String label = isOrdered ? outside(Effect.of(psi, part, persons)) : null;
                if (label == null) {
                    open.add(part);
                } else {
                    close(open, anyway, psi, effects, isOrdered, within);
                    put(label, part, psi, effects, anyway);
                }
            }
            close(open, anyway, psi, effects, isOrdered, within);
        }
    }

    /** Neighbours that are neither above nor below nought are measured together, which is more exact. */
    private void close(
            List<int[]> open, boolean anyway, double[] psi, double[] effects, boolean isOrdered, double within) {
        if (open.isEmpty()) {
            return;
        }
        int[] together = open.stream().flatMapToInt(Arrays::stream).toArray();
        open.clear();
        put(
                isOrdered ? label(Effect.of(psi, together, persons), anyway, within) : "unknown",
                together,
                psi,
                effects,
                anyway);
    }

    private void put(String label, int[] rows, double[] psi, double[] effects, boolean anyway) {
        for (int row : rows) {
            labels[row] = label;
        }
        double least =
                Arrays.stream(rows).mapToDouble(row -> effects[row]).min().orElse(0);
        groups.add(new Group(label, Effect.of(psi, rows, persons), anyway, least));
    }

    private static String label(Effect effect, boolean anyway, double within) {
        String outside = outside(effect);
        if (outside != null) {
            return outside;
        }
        boolean isNothing =
                effect.interval().isAbove(-within) && effect.interval().isBelow(within);
        return !isNothing ? "unknown" : anyway ? "buys_anyway" : "never";
    }

    private static String outside(Effect effect) {
        return effect.interval().isAbove(0) ? "needs_the_ad" : effect.interval().isBelow(0) ? "do_not_disturb" : null;
    }

    private static List<int[]> parts(Integer[] rows) {
        int count = Math.max(1, Math.min(GROUPS, rows.length / LEAST));
        List<int[]> parts = new ArrayList<>();
        for (int part = 0; part < count && rows.length > 0; part++) {
            int from = (int) ((long) rows.length * part / count);
            int to = (int) ((long) rows.length * (part + 1) / count);
            parts.add(Arrays.stream(rows, from, to).mapToInt(i -> i).toArray());
        }
        return parts;
    }

    /** From this chance without a message on somebody has the outcome anyway. */
    double anywayFrom() {
        return anywayFrom;
    }

    /** The answer for each row. */
    public List<String> labels() {
        return List.of(labels);
    }

    /** Every group with what was measured, those who would have the outcome anyway first, by falling difference. */
    public List<Group> groups() {
        return List.copyOf(groups);
    }
}
