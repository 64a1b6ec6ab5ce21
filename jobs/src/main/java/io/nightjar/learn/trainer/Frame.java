package io.nightjar.learn.trainer;

import java.util.ArrayList;
import java.util.List;

/** Rows about people as columns of numbers or texts, in memory; what a learner is given and what is scored. */
public final class Frame {
    private final String[] ids;
    private final List<Column> columns;

    /** Columns side by side, one row a person. */
    public Frame(String[] ids, List<Column> columns) {
        this.ids = ids.clone();
        this.columns = List.copyOf(columns);
        for (Column column : columns) {
            if (column.size() != ids.length) {
                throw new IllegalArgumentException("Column " + column.name() + " has " + column.size()
                        + " values, but there are " + ids.length + " rows");
            }
        }
    }

    public int size() {
        return ids.length;
    }

    public String id(int row) {
        return ids[row];
    }

    public List<Column> columns() {
        return columns;
    }

    /** The column of that name. */
    public Column column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no column " + name));
    }

    /** The given rows, in the given order. */
    public Frame rows(int[] rows) {
        String[] some = new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = ids[rows[i]];
        }
        return new Frame(some, columns.stream().map(column -> column.rows(rows)).toList());
    }

    /** All columns but those. */
    public Frame without(List<String> names) {
        return new Frame(
                ids,
                columns.stream()
                        .filter(column -> !names.contains(column.name()))
                        .toList());
    }

    /** Those columns alone. */
    Frame only(List<String> names) {
        return new Frame(
                ids,
                columns.stream().filter(column -> names.contains(column.name())).toList());
    }

    /** These rows and others with the same columns. */
    public Frame and(Frame others) {
        String[] both = java.util.Arrays.copyOf(ids, size() + others.size());
        System.arraycopy(others.ids, 0, both, size(), others.size());
        List<Column> all = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            all.add(columns.get(c).and(others.columns.get(c)));
        }
        return new Frame(both, all);
    }

    /** With one more column. */
    public Frame with(Column column) {
        List<Column> all = new ArrayList<>(columns);
        all.add(column);
        return new Frame(ids, all);
    }

    /** A named column: numbers, where NaN is missing, or texts, where null is. */
    public static final class Column {
        private final String name;
        private final double[] numbers;
        private final String[] texts;

        private Column(String name, double[] numbers, String[] texts) {
            this.name = name;
            this.numbers = numbers;
            this.texts = texts;
        }

        public static Column numbers(String name, double[] values) {
            return new Column(name, values.clone(), null);
        }

        public static Column texts(String name, String[] values) {
            return new Column(name, null, values.clone());
        }

        public String name() {
            return name;
        }

        public boolean isText() {
            return texts != null;
        }

        public int size() {
            return isText() ? texts.length : numbers.length;
        }

        public double number(int row) {
            return numbers[row];
        }

        String text(int row) {
            return texts[row];
        }

        /** The value for people to read; empty if missing. */
        public String shown(int row) {
            if (isText()) {
                return texts[row] == null ? "" : texts[row];
            }
            return Double.isNaN(numbers[row]) ? "" : Words.number(numbers[row]);
        }

        private Column and(Column other) {
            if (!name.equals(other.name) || isText() != other.isText()) {
                throw new IllegalArgumentException("Column " + name + " is not " + other.name);
            }
            if (isText()) {
                String[] both = java.util.Arrays.copyOf(texts, texts.length + other.texts.length);
                System.arraycopy(other.texts, 0, both, texts.length, other.texts.length);
                return new Column(name, null, both);
            }
            double[] both = java.util.Arrays.copyOf(numbers, numbers.length + other.numbers.length);
            System.arraycopy(other.numbers, 0, both, numbers.length, other.numbers.length);
            return new Column(name, both, null);
        }

        private Column rows(int[] rows) {
            if (isText()) {
                String[] some = new String[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    some[i] = texts[rows[i]];
                }
                return new Column(name, null, some);
            }
            double[] some = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                some[i] = numbers[rows[i]];
            }
            return new Column(name, some, null);
        }
    }
}
