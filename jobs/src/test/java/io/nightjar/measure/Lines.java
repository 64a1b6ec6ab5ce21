package io.nightjar.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plain table for a terminal or a note: the first column to the left, figures to the right. */
final class Lines {
    private final List<String[]> rows = new ArrayList<>();

    Lines(String... head) {
        rows.add(head);
    }

    void add(Object... cells) {
        String[] texts = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            texts[i] = cells[i] instanceof Double number
                    ? String.format(Locale.ROOT, "%,.1f", number)
                    : cells[i] instanceof Number number
                            ? String.format(Locale.ROOT, "%,d", number.longValue())
                            : String.valueOf(cells[i]);
        }
        rows.add(texts);
    }

    void print() {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String format = (i == 0 ? "%-" : "  %") + widths[i] + "s";
                line.append(String.format(format, row[i]));
            }
            System.out.println(line.toString().stripTrailing());
        }
    }
}
