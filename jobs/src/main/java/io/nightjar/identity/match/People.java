package io.nightjar.identity.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records of people, column by column: each distinct text is kept once and is a number everywhere else. */
public final class People {
    private static final int MISSING = -1;

    private final String[] sources;
    private final String[] keys;
    private final int[][] values;
    private final String[][] texts;
    private final int[][] counts;
    private final long[][] letters;

    private People(String[] sources, String[] keys, int[][] values, String[][] texts, int[][] counts) {
        this.sources = sources;
        this.keys = keys;
        this.values = values;
        this.texts = texts;
        this.counts = counts;
        this.letters = Arrays.stream(texts)
                .map(part -> Arrays.stream(part).mapToLong(Levels::letters).toArray())
                .toArray(long[][]::new);
    }

    public int size() {
        return keys.length;
    }

    public String source(int record) {
        return sources[record];
    }

    public String key(int record) {
        return keys[record];
    }

    /** The number of a record's value, negative where it has none. */
    int value(Part part, int record) {
        return values[part.index()][record];
    }

    boolean has(Part part, int record) {
        return values[part.index()][record] >= 0;
    }

    String text(Part part, int value) {
        return texts[part.index()][value];
    }

    /** A record's value, or null. */
    String at(Part part, int record) {
        int value = value(part, record);
        return value < 0 ? null : text(part, value);
    }

    /** The letters of a value, see {@link Levels#letters}. */
    long letters(Part part, int value) {
        return letters[part.index()][value];
    }

    /** How many records have the value. */
    int count(Part part, int value) {
        return counts[part.index()][value];
    }

    /** Share of pairs with the same value among pairs that both have one. */
    double sameShare(Part part) {
        double same = 0;
        double known = 0;
        for (int count : counts[part.index()]) {
            same += count * (count - 1.0);
            known += count;
        }
        return known < 2 ? 0 : same / (known * (known - 1));
    }

    /** How many records have a value. */
    long known(Part part) {
        return Arrays.stream(counts[part.index()]).asLongStream().sum();
    }

    int distinct(Part part) {
        return texts[part.index()].length;
    }

    /** Takes records in any order that is the same every time; sorted by source and key is one. */
    public static final class Builder {
        private final List<String> sources = new ArrayList<>();
        private final List<String> keys = new ArrayList<>();
        private final List<Map<String, Integer>> numbers = new ArrayList<>();
        private final int[][] values = new int[Part.count()][1024];
        private final List<int[]> counted = new ArrayList<>();

        public Builder() {
            for (int part = 0; part < Part.count(); part++) {
                numbers.add(new HashMap<>());
            }
        }

        /** @param parts standardised texts in the order of {@link Part}; null where missing */
        public Builder add(String source, String key, String... parts) {
            int record = keys.size();
            sources.add(source);
            keys.add(key);
            for (int part = 0; part < Part.count(); part++) {
                if (record == values[part].length) {
                    values[part] = Arrays.copyOf(values[part], record * 2);
                }
                values[part][record] = number(numbers.get(part), parts[part]);
            }
            return this;
        }

        /**
         * Says how many records have the values of the record added last, where those given here are not all there are;
         * for each record or for none.
         */
        public Builder counted(int... counts) {
            counted.add(counts);
            return this;
        }

        private static int number(Map<String, Integer> known, String text) {
            if (text == null) {
                return MISSING;
            }
            Integer number = known.putIfAbsent(text, known.size());
            return number == null ? known.size() - 1 : number;
        }

        public People build() {
            int[][] counts = new int[Part.count()][];
            int[][] filled = new int[Part.count()][];
            String[][] texts = new String[Part.count()][];
            for (int part = 0; part < Part.count(); part++) {
                filled[part] = Arrays.copyOf(values[part], keys.size());
                String[] text = new String[numbers.get(part).size()];
                numbers.get(part).forEach((value, number) -> text[number] = value);
                texts[part] = text;
                counts[part] = counts(part, text.length);
            }
            return new People(sources.toArray(String[]::new), keys.toArray(String[]::new), filled, texts, counts);
        }

        private int[] counts(int part, int distinct) {
            int[] counts = new int[distinct];
            for (int record = 0; record < keys.size(); record++) {
                int value = values[part][record];
                if (value >= 0) {
                    counts[value] = counted.isEmpty() ? counts[value] + 1 : counted.get(record)[part];
                }
            }
            return counts;
        }
    }
}
