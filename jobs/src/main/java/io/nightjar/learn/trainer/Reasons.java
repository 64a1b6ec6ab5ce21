package io.nightjar.learn.trainer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Why a person got their score: the strongest contributions, in words, with their direction. */
public final class Reasons {
    private Reasons() {}

    /**
     * Reasons for each row, the strongest first.
     *
     * @param phrases of columns, for people; a column without one is called by its name
     * @param many at most
     */
    public static List<List<String>> of(Trained model, Frame frame, Map<String, String> phrases, int many) {
        double[][] contributions = model.contributions(frame);
        List<Frame.Column> columns = model.ordered(frame);
        List<List<String>> all = new ArrayList<>();
        for (int row = 0; row < frame.size(); row++) {
            double[] parts = contributions[row];
            int at = row;
            all.add(IntStream.range(0, columns.size())
                    .boxed()
                    .filter(column -> parts[column] != 0)
                    .sorted(Comparator.comparingDouble(column -> -Math.abs(parts[column])))
                    .limit(many)
                    .map(column -> sentence(columns.get(column), at, parts[column], phrases))
                    .toList());
        }
        return all;
    }

    private static String sentence(Frame.Column column, int row, double part, Map<String, String> phrases) {
        String value = column.shown(row);
        return phrases.getOrDefault(column.name(), column.name())
                + (value.isEmpty() ? " not known" : ": " + value)
                + (part > 0 ? " (raises it)" : " (lowers it)");
    }
}
