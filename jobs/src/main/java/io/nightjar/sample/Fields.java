package io.nightjar.sample;

import java.util.ArrayList;
import java.util.List;

/** A raw row cut at its delimiters, quotes respected, to break one field of it. */
final class Fields {
    private final char delimiter;
    private final List<String> values = new ArrayList<>();

    Fields(String row, char delimiter) {
        this.delimiter = delimiter;
        int from = 0;
        boolean quoted = false;
        for (int i = 0; i < row.length(); i++) {
            if (row.charAt(i) == '"') {
                quoted = !quoted;
            } else if (row.charAt(i) == delimiter && !quoted) {
                values.add(row.substring(from, i));
                from = i + 1;
            }
        }
        values.add(row.substring(from));
    }

    int size() {
        return values.size();
    }

    String at(int index) {
        return values.get(index);
    }

    Fields with(int index, String value) {
        values.set(index, value);
        return this;
    }

    Fields cutTo(int count) {
        values.subList(count, values.size()).clear();
        return this;
    }

    Fields plus(String value) {
        values.add(value);
        return this;
    }

    @Override
    public String toString() {
        return String.join(String.valueOf(delimiter), values);
    }
}
