package io.nightjar.store.feed;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The column names of one file, cleaned of what nobody sees, found whatever their case or order. */
final class Header {
    private final List<String> names;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<String> repeated = new ArrayList<>();

    Header(List<String> raw) {
        names = raw.stream().map(Header::normalised).toList();
        for (int i = 0; i < names.size(); i++) {
            // A column without a name cannot be asked for, so several of them are no conflict.
            if (!names.get(i).isEmpty() && places.putIfAbsent(key(names.get(i)), i) != null) {
                repeated.add(names.get(i));
            }
        }
    }

    List<String> names() {
        return names;
    }

    List<String> repeated() {
        return repeated;
    }

    /** The place of a column, or -1. */
    int indexOf(String column) {
        return places.getOrDefault(key(column), -1);
    }

    List<String> missing(List<String> wanted) {
        return wanted.stream().filter(column -> indexOf(column) < 0).toList();
    }

    List<String> extra(List<String> wanted) {
        Set<String> known = new HashSet<>();
        wanted.forEach(column -> known.add(key(column)));
        return names.stream()
                .filter(name -> !name.isEmpty() && !known.contains(key(name)))
                .toList();
    }

    /** The name most like the one looked for, if any is alike enough to be worth suggesting. */
    Optional<String> nearest(String column) {
        String wanted = key(column);
        int best = Math.max(2, wanted.length() / 2) + 1;
        String nearest = null;
        for (String name : names) {
            int distance = distance(wanted, key(name));
            if (!name.isEmpty() && distance < best) {
                best = distance;
                nearest = name;
            }
        }
        return Optional.ofNullable(nearest);
    }

    static String key(String name) {
        return normalised(name).toLowerCase(Locale.ROOT);
    }

    /** Without byte order mark, blanks and no-break spaces around it, in composed Unicode form. */
    static String normalised(String name) {
        int from = 0;
        int to = name.length();
        while (from < to && isInvisible(name.charAt(from))) {
            from++;
        }
        while (to > from && isInvisible(name.charAt(to - 1))) {
            to--;
        }
        return Normalizer.normalize(name.substring(from, to), Normalizer.Form.NFC);
    }

    private static boolean isInvisible(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B' || c == 0;
    }

    // Levenshtein, except that email is as good as next to email_address.
    private static int distance(String a, String b) {
        if (a.length() > 2 && b.length() > 2 && (a.contains(b) || b.contains(a))) {
            return 1;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
