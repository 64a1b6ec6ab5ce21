package io.nightjar.learn.trainer;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How one column becomes numbers; a value not seen in learning, or none, is a fact of its own and never an error. */
abstract sealed class Code implements Serializable {
    private static final Pattern WITH_SIGN = Pattern.compile("^[$€£]\\s*|\\s*[%$€£]$");
    private static final Pattern THOUSANDS = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+");
    private static final long serialVersionUID = 1L;

    /** Numbers this column becomes for trees. */
    abstract int treeWidth();

    /** Numbers this column becomes for linear learners. */
    abstract int linearWidth();

    abstract void toTrees(Frame.Column column, int row, Dense into, int at);

    abstract void toLinear(Frame.Column column, int row, Sparse into, int at);

    /** A column read as numbers: as it is for trees, as a line with bends at quantiles for linear learners. */
    static final class Numeric extends Code {
        private static final long serialVersionUID = 2L;
        private static final int BENDS = 10;
        private static final int FEW = 24;
        private final boolean isDate;
        private final boolean isCode;
        private final double[] knots;
        private final double mean;
        private final double spread;

        private Numeric(boolean isDate, boolean isCode, double[] knots, double mean, double spread) {
            this.isDate = isDate;
            this.isCode = isCode;
            this.knots = knots;
            this.mean = mean;
            this.spread = spread;
        }

        static Numeric of(double[] values, boolean isDate) {
            double[] known =
                    Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
            double[] distinct = Arrays.stream(known).distinct().toArray();
            boolean isCode = isCode(distinct);
            double[] knots = distinct;
            if (!isCode && distinct.length > BENDS + 2) {
                double[] quantiles = new double[BENDS + 1];
                for (int q = 0; q <= BENDS; q++) {
                    quantiles[q] = known[(int) ((long) (known.length - 1) * q / BENDS)];
                }
                knots = Arrays.stream(quantiles).distinct().toArray();
            }
            double low = known[(int) (0.01 * (known.length - 1))];
            double high = known[(int) (0.99 * (known.length - 1))];
            double sum = 0;
            double squares = 0;
            for (double value : known) {
                double within = Math.min(high, Math.max(low, value));
                sum += within;
                squares += within * within;
            }
            double mean = sum / known.length;
            double spread = Math.sqrt(Math.max(0, squares / known.length - mean * mean));
            return new Numeric(isDate, isCode, knots, mean, spread > 0 ? spread : 1);
        }

        /** Few whole numbers may be names for things, such as shops: trees may then ask for each alone, too. */
        private static boolean isCode(double[] distinct) {
            return distinct.length > 2
                    && distinct.length <= FEW
                    && Arrays.stream(distinct).allMatch(value -> value == Math.rint(value));
        }

        @Override
        int treeWidth() {
            return isCode ? 1 + knots.length : 1;
        }

        @Override
        int linearWidth() {
            return knots.length + 2;
        }

        double value(Frame.Column column, int row) {
            if (!column.isText()) {
                double value = column.number(row);
                return Double.isInfinite(value) ? Double.NaN : value;
            }
            return isDate ? day(column.text(row)) : parsed(column.text(row));
        }

        @Override
        void toTrees(Frame.Column column, int row, Dense into, int at) {
            double value = value(column, row);
            into.set(row, at, value);
            int level = isCode ? Arrays.binarySearch(knots, value) : -1;
            if (level >= 0) {
                into.set(row, at + 1 + level, 1);
            }
        }

        @Override
        void toLinear(Frame.Column column, int row, Sparse into, int at) {
            double value = value(column, row);
            if (Double.isNaN(value)) {
                into.add(at, 1);
                return;
            }
            double inside = Math.min(knots[knots.length - 1], Math.max(knots[0], value));
            into.add(at + 1, Math.max(-4, Math.min(4, (inside - mean) / spread)));
            int k = Arrays.binarySearch(knots, inside);
            if (k >= 0) {
                into.add(at + 2 + k, 1);
                return;
            }
            int right = -k - 1;
            double share = (inside - knots[right - 1]) / (knots[right] - knots[right - 1]);
            into.add(at + 1 + right, 1 - share);
            into.add(at + 2 + right, share);
        }

        /** A number as exports write it: also 1,234.50, 12,5, $ 7 and 12 %; NaN if it is none. */
        static double parsed(String text) {
            if (text == null || text.isBlank()) {
                return Double.NaN;
            }
            String plain = text.strip();
            if (!isNumeric(plain)) {
                plain = WITH_SIGN.matcher(plain).replaceAll("");
                plain = THOUSANDS.matcher(plain).matches()
                        ? plain.replace(",", "")
                        : DECIMAL_COMMA.matcher(plain).matches() ? plain.replace(',', '.') : plain;
            }
            return isNumeric(plain) ? Double.parseDouble(plain) : Double.NaN;
        }

        /** Parsing by exception is slow and accepts {@code 1d}, {@code 0x1p3} and {@code NaN}. */
        private static boolean isNumeric(String text) {
            boolean digit = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c >= '0' && c <= '9') {
                    digit = true;
                } else if (c == '.' ? text.indexOf('.') != i : !sign(text, i)) {
                    return false;
                }
            }
            return digit;
        }

        private static boolean sign(String text, int i) {
            char c = text.charAt(i);
            boolean exponentBefore = i > 0 && (text.charAt(i - 1) == 'e' || text.charAt(i - 1) == 'E');
            if (c == '-' || c == '+') {
                return (i == 0 || exponentBefore) && i + 1 < text.length();
            }
            return (c == 'e' || c == 'E')
                    && i > 0
                    && i + 1 < text.length()
                    && text.toLowerCase(java.util.Locale.ROOT).indexOf('e') == i
                    && Character.isDigit(text.charAt(text.length() - 1));
        }

        /** Days since 1970 of a date (2026-06-30, 2026/06/30, 30.06.2026), or of the date before a time; else NaN. */
        static double day(String text) {
            if (text == null || text.strip().length() < 10) {
                return Double.NaN;
            }
            String day = text.strip().substring(0, 10);
            if (day.charAt(2) == '.' && day.charAt(5) == '.') {
                day = day.substring(6) + "-" + day.substring(3, 5) + "-" + day.substring(0, 2);
            } else if (day.charAt(4) == '/') {
                day = day.replace('/', '-');
            }
            if (day.charAt(4) != '-') {
                return Double.NaN;
            }
            try {
                return LocalDate.parse(day).toEpochDay();
            } catch (DateTimeParseException e) {
                return Double.NaN;
            }
        }
    }

    /** A column with few values: one yes-or-no number each, rare ones together, missing apart. */
    static final class Category extends Code {
        private static final long serialVersionUID = 1L;
        private static final int MISSING = 0;
        private static final int RARE = 1;
        private final Map<String, Integer> levels = new HashMap<>();

        private Category(List<String> kept) {
            for (String level : kept) {
                levels.put(level, levels.size() + 2);
            }
        }

        static Category of(SortedMap<String, Integer> counts, int least) {
            return new Category(counts.entrySet().stream()
                    .filter(level -> level.getValue() >= least)
                    .map(Map.Entry::getKey)
                    .toList());
        }

        @Override
        int treeWidth() {
            return levels.size() + 2;
        }

        @Override
        int linearWidth() {
            return levels.size() + 2;
        }

        @Override
        void toTrees(Frame.Column column, int row, Dense into, int at) {
            into.set(row, at + level(column.text(row)), 1);
        }

        @Override
        void toLinear(Frame.Column column, int row, Sparse into, int at) {
            into.add(at + level(column.text(row)), 1);
        }

        private int level(String text) {
            return text == null ? MISSING : levels.getOrDefault(text, RARE);
        }
    }

    /**
     * A column with many values: the log-odds of the outcome among people with this value, pulled towards everybody's
     * (Micci-Barreca 2001), and how common the value is. Rows that are learned from get it from other folds only.
     */
    static final class ManyValued extends Code {
        private static final long serialVersionUID = 1L;
        private static final double PULL = 20;
        private final Map<String, double[]> levels = new TreeMap<>();
        private final double share;

        private ManyValued(double share) {
            this.share = share;
        }

        /** @param rows learned from; labels between 0 and 1, or any numbers scaled so */
        static ManyValued of(Frame.Column column, double[] labels, int[] rows) {
            double sum = 0;
            for (int row : rows) {
                sum += labels[row];
            }
            ManyValued code = new ManyValued(rows.length == 0 ? 0.5 : sum / rows.length);
            for (int row : rows) {
                double[] level = code.levels.computeIfAbsent(key(column.text(row)), key -> new double[2]);
                level[0]++;
                level[1] += labels[row];
            }
            return code;
        }

        @Override
        int treeWidth() {
            return 2;
        }

        @Override
        int linearWidth() {
            return 2;
        }

        @Override
        void toTrees(Frame.Column column, int row, Dense into, int at) {
            double[] level = levels.getOrDefault(key(column.text(row)), new double[2]);
            into.set(row, at, odds(level));
            into.set(row, at + 1, Math.log1p(level[0]));
        }

        @Override
        void toLinear(Frame.Column column, int row, Sparse into, int at) {
            double[] level = levels.getOrDefault(key(column.text(row)), new double[2]);
            into.add(at, odds(level));
            into.add(at + 1, Math.log1p(level[0]) / 4);
        }

        private double odds(double[] level) {
            double p = (level[1] + PULL * share) / (level[0] + PULL);
            double safe = Math.min(1 - 1e-4, Math.max(1e-4, p));
            double base = Math.min(1 - 1e-4, Math.max(1e-4, share));
            return Math.log(safe / (1 - safe)) - Math.log(base / (1 - base));
        }

        private static String key(String text) {
            return text == null ? "" : text;
        }
    }
}
