package io.nightjar.learn.trainer;

import io.nightjar.learn.BinaryMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** When a model must not be learned, or not believed. Each refusal is a sentence. */
public final class Gates {
    private static final int CERTAIN = 100;
    private static final int SCREENED = 3000;
    private static final int ENOUGH = 10;
    private static final double MARGIN = 0.05;

    private Gates() {}

    /** Why these labels are not enough to learn from; empty if they are. */
    public static Optional<String> tooLittle(boolean[] labels, int minPositives) {
        long yes = IntStream.range(0, labels.length).filter(i -> labels[i]).count();
        long no = labels.length - yes;
        if (yes == 0 || no == 0) {
            return Optional.of("all of the " + labels.length + " examples have the same answer, "
                    + (yes == 0 ? "no" : "yes") + ": there is nothing to tell apart");
        }
        if (Math.min(yes, no) < minPositives) {
            return Optional.of(
                    "too few examples: " + yes + " yes and " + no + " no, " + minPositives + " of each are needed");
        }
        return Optional.empty();
    }

    /**
     * Columns that alone tell the answer: nothing that was known beforehand ranks people so well, so the column was
     * filled in afterwards.
     */
    public static List<String> leaks(Frame frame, boolean[] labels, double leakAuc) {
        boolean[] some = Arrays.copyOf(labels, Math.min(SCREENED, labels.length));
        if (some.length == labels.length || tooLittle(some, ENOUGH).isPresent()) {
            return tellingAlone(frame, labels, leakAuc);
        }
        // Few columns come near it on some rows: only those are looked at on all.
        int[] rows = IntStream.range(0, some.length).toArray();
        return tellingAlone(frame.only(tellingAlone(frame.rows(rows), some, leakAuc - MARGIN)), labels, leakAuc);
    }

    private static List<String> tellingAlone(Frame frame, boolean[] labels, double least) {
        List<String> names = new ArrayList<>();
        for (BestColumn rule : BestColumn.each(frame, labels)) {
            if (rule.auc() >= least || ordered(frame, rule.name(), labels) >= least) {
                names.add(rule.name());
            }
        }
        return names;
    }

    /**
     * Columns with a value that never comes without the outcome, in a hundred rows or more, though most people have no
     * outcome at all: the value is its consequence, as an amount spent is of a visit.
     */
    public static List<String> consequences(Frame frame, boolean[] labels) {
        double share = Trainer.sum(Trainer.numbers(labels)) / Math.max(1, labels.length);
        List<String> names = new ArrayList<>();
        for (Frame.Column column : frame.columns()) {
            long with = 0;
            boolean always = true;
            for (int row = 0; row < frame.size() && always; row++) {
                double value = column.isText() ? Code.Numeric.parsed(column.text(row)) : column.number(row);
                if (value > 0) {
                    with++;
                    always = labels[row];
                }
            }
            if (always && with >= CERTAIN && share < 0.5) {
                names.add(column.name());
            }
        }
        return names;
    }

    /**
     * Why the probabilities of a model that ranks people better than the rule are not to be believed; empty if they are,
     * and where it does not rank better.
     *
     * @param model on people that it has not seen
     * @param rule the simple rule on the same people, fitted to what the model learned from
     * @param stop calibration error from which a model is out, unless the rule is as far off
     */
    public static Optional<String> offInProbability(BinaryMetrics model, BinaryMetrics rule, double stop) {
        if (model.auc() <= rule.auc()) {
            return Optional.empty();
        }
        double off = model.calibrationError();
        if (off > stop && off > rule.calibrationError()) {
            return Optional.of("its probabilities are off by " + shown(off) + " on average, the rule's by "
                    + shown(rule.calibrationError()));
        }
        if (model.brier() > rule.brier()) {
            return Optional.of("its probabilities are further from what happened than the rule's (Brier score "
                    + Words.number(model.brier()) + " against " + Words.number(rule.brier()) + ")");
        }
        return Optional.empty();
    }

    private static String shown(double share) {
        return String.format(Locale.ROOT, "%.2f", share);
    }

    /** How well a column of numbers ranks people as it is, upwards or downwards. */
    private static double ordered(Frame frame, String name, boolean[] labels) {
        Frame.Column column = frame.columns().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
        double[] values = IntStream.range(0, frame.size())
                .mapToDouble(row -> column.isText() ? Code.Numeric.parsed(column.text(row)) : column.number(row))
                .map(value -> Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value)
                .toArray();
        double auc = new BinaryMetrics(values, labels).auc();
        return Math.max(auc, 1 - auc);
    }
}
