package io.nightjar.learn.trainer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How a table becomes numbers, learned from its rows: text that is numbers or dates is read as such, text with few
 * values becomes one column a value, text with many the outcome's odds out of fold; columns that are constant, or
 * different for everybody, are left out and said so.
 */
public final class Encoding implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int FEW = 30;
    private static final double NEARLY_ALL = 0.95;
    private static final int INNER_FOLDS = 5;

    private final List<String> names = new ArrayList<>();
    private final List<Code> codes = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private Encoding() {}

    /** Matrices of some rows, for both kinds of learner. */
    public record Matrices(Dense trees, Sparse linear) {
        /** The given rows, in the given order. */
        public Matrices rows(int[] rows) {
            return new Matrices(trees.rows(rows), linear.rows(rows));
        }
    }

    public static Encoding of(Frame frame, double[] labels) {
        Encoding encoding = new Encoding();
        int[] all = IntStream.range(0, frame.size()).toArray();
        for (Frame.Column column : frame.columns()) {
            Code code = column.isText()
                    ? encoding.text(column, labels, all)
                    : encoding.number(column, values(column), false);
            if (code != null) {
                encoding.names.add(column.name());
                encoding.codes.add(code);
            }
        }
        return encoding;
    }

    List<String> columns() {
        return names;
    }

    /** Sentences on the columns that are not used. */
    public List<String> leftOut() {
        return leftOut;
    }

    /** The source column of each number that trees see. */
    int[] treeColumns() {
        return owners(true);
    }

    /** The source column of each number that linear learners see. */
    int[] linearColumns() {
        return owners(false);
    }

    /** For rows whose outcome is not known to this encoding. */
    public Matrices encode(Frame frame) {
        return encode(frame, codes, null);
    }

    /** For the rows that it was learned from: what depends on outcomes comes from the other folds of people. */
    public Matrices encodeLearned(Frame frame, double[] labels, long seed) {
        Folds folds = Folds.of(frame, new int[frame.size()], INNER_FOLDS, seed ^ 0x5bd1e995);
        List<Frame.Column> columns = columnsOf(frame);
        Code[][] byFold = new Code[codes.size()][];
        for (int c = 0; c < byFold.length; c++) {
            if (codes.get(c) instanceof Code.ManyValued) {
                byFold[c] = new Code[INNER_FOLDS];
                for (int f = 0; f < INNER_FOLDS; f++) {
                    byFold[c][f] = Code.ManyValued.of(columns.get(c), labels, folds.outside(f));
                }
            }
        }
        return encode(frame, codes, (c, row) -> byFold[c] == null ? codes.get(c) : byFold[c][folds.of(row)]);
    }

    private interface Chosen {
        Code at(int column, int row);
    }

    private Matrices encode(Frame frame, List<Code> all, Chosen chosen) {
        List<Frame.Column> columns = columnsOf(frame);
        Dense trees =
                new Dense(frame.size(), all.stream().mapToInt(Code::treeWidth).sum());
        Sparse linear = new Sparse(
                frame.size(), all.stream().mapToInt(Code::linearWidth).sum());
        for (int row = 0; row < frame.size(); row++) {
            int treeAt = 0;
            int linearAt = 0;
            for (int c = 0; c < all.size(); c++) {
                Code code = chosen == null ? all.get(c) : chosen.at(c, row);
                code.toTrees(columns.get(c), row, trees, treeAt);
                code.toLinear(columns.get(c), row, linear, linearAt);
                treeAt += code.treeWidth();
                linearAt += code.linearWidth();
            }
            linear.endRow();
        }
        return new Matrices(trees, linear);
    }

    /** The frame's columns in this encoding's order. */
    List<Frame.Column> columnsOf(Frame frame) {
        List<Frame.Column> found = new ArrayList<>();
        for (String name : names) {
            found.add(frame.columns().stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("The model was learned with the column " + name
                            + ", which the rows to be scored do not have")));
        }
        return found;
    }

    private int[] owners(boolean trees) {
        List<Integer> owners = new ArrayList<>();
        for (int c = 0; c < codes.size(); c++) {
            int width = trees ? codes.get(c).treeWidth() : codes.get(c).linearWidth();
            for (int k = 0; k < width; k++) {
                owners.add(c);
            }
        }
        return owners.stream().mapToInt(Integer::intValue).toArray();
    }

    private Code text(Frame.Column column, double[] labels, int[] all) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        double[] numbers = new double[column.size()];
        double[] days = new double[column.size()];
        int written = 0;
        int numeric = 0;
        int dated = 0;
        for (int row = 0; row < column.size(); row++) {
            String text = column.text(row);
            numbers[row] = Code.Numeric.parsed(text);
            days[row] = Code.Numeric.day(text);
            if (text != null && !text.isBlank()) {
                counts.merge(text, 1, Integer::sum);
                written++;
                numeric += Double.isNaN(numbers[row]) ? 0 : 1;
                dated += Double.isNaN(days[row]) ? 0 : 1;
            }
        }
        if (numeric > 0 && numeric >= NEARLY_ALL * written) {
            return number(column, numbers, false);
        }
        if (dated > 0 && dated >= NEARLY_ALL * written) {
            return number(column, days, true);
        }
        if (counts.isEmpty() || (counts.size() == 1 && written == column.size())) {
            leftOut.add(column.name() + " is the same for everybody");
            return null;
        }
        if (counts.size() <= FEW) {
            return Code.Category.of(counts, Math.max(3, column.size() / 1000));
        }
        if (counts.size() > written / 2) {
            leftOut.add(column.name() + " is different for nearly everybody, like an id or free text");
            return null;
        }
        return Code.ManyValued.of(column, labels, all);
    }

    private Code number(Frame.Column column, double[] values, boolean isDate) {
        double[] known = java.util.Arrays.stream(values)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        boolean constant = known.length > 0 && known[0] == known[known.length - 1] && known.length == values.length;
        if (known.length == 0 || constant) {
            leftOut.add(column.name() + " is the same for everybody");
            return null;
        }
        if (!isDate && isRunningNumber(known, values.length)) {
            leftOut.add(column.name() + " is a running number");
            return null;
        }
        return Code.Numeric.of(values, isDate);
    }

    /** Whole numbers, all different, without large gaps: an id that says when a row was made, and nothing that lasts. */
    private static boolean isRunningNumber(double[] sorted, int rows) {
        if (sorted.length < rows || rows < 100 || sorted[rows - 1] - sorted[0] > 2.0 * rows) {
            return false;
        }
        for (int i = 0; i < rows; i++) {
            if (sorted[i] != Math.rint(sorted[i]) || (i > 0 && sorted[i] == sorted[i - 1])) {
                return false;
            }
        }
        return true;
    }

    private static double[] values(Frame.Column column) {
        return IntStream.range(0, column.size()).mapToDouble(column::number).toArray();
    }
}
