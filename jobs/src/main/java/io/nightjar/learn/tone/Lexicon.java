package io.nightjar.learn.tone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words of one language that tell how somebody feels. The sum of a text's words, where a negation before a word (or,
 * in some languages, right after it) turns it, another word makes it stronger or weaker, and what comes after "but" counts
 * more, is mapped to (-1, 1) by s / (|s| + 3).
 */
final class Lexicon {
    private static final double TURNED = -0.75;
    private static final double STRONGER = 1.4;
    private static final double WEAKER = 0.6;
    private static final double BEFORE_BUT = 0.6;
    private static final double HALF_WAY = 3;
    private static final int REACH = 4;
    private static final int LONGEST = 5;

    private final String language;
    private final Map<String, Double> words = new HashMap<>();
    private final Map<String, Double> stems = new HashMap<>();
    /** First words of entries of several words. */
    private final Set<String> openings = new HashSet<>();

    private final Map<String, Set<String>> marks = new HashMap<>();

    private Lexicon(String language) {
        this.language = language;
    }

    /** What a text says, and on how many words that rests. */
    record Finding(double tone, int words) {}

    /** The word list of a language in the jar. */
    static Lexicon of(String language) {
        Lexicon lexicon = new Lexicon(language);
        String section = "";
        for (String line : lines("/tone/" + language + ".txt")) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
            } else {
                lexicon.add(section, line);
            }
        }
        return lexicon;
    }

    /** Lines of a resource that say something. */
    static List<String> lines(String resource) {
        try (InputStream in = Lexicon.class.getResourceAsStream(resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }

    private void add(String section, String line) {
        if (!section.equals("words")) {
            for (String word : line.split(",")) {
                marks.computeIfAbsent(section, none -> new HashSet<>()).add(word.strip());
            }
            return;
        }
        int blank = line.indexOf(' ');
        double weight = Double.parseDouble(line.substring(0, blank));
        for (String entry : line.substring(blank).split(",")) {
            String word = entry.strip();
            if (word.indexOf(' ') > 0) {
                openings.add(word.substring(0, word.indexOf(' ')));
            }
            if (word.endsWith("*")) {
                stems.merge(word.substring(0, word.length() - 1), weight, (first, later) -> first);
            } else {
                words.putIfAbsent(word, weight);
            }
        }
    }

    String language() {
        return language;
    }

    /** How many of the words are common ones of this language. */
    int common(List<String> text) {
        Set<String> common = marks.getOrDefault("common", Set.of());
        return (int) text.stream().filter(common::contains).count();
    }

    Finding read(List<String> text) {
        double sum = 0;
        int found = 0;
        int free = 0;
        for (int i = 0; i < text.size(); ) {
            if (is("but", text.get(i)) && sum != 0) {
                sum *= BEFORE_BUT;
            }
            int length = openings.contains(text.get(i)) ? Math.min(LONGEST, text.size() - i) : 1;
            Double weight = null;
            while (length > 0 && weight == null) {
                weight = weight(String.join(" ", text.subList(i, i + length)));
                length -= weight == null ? 1 : 0;
            }
            if (weight != null) {
                sum += inContext(text, free, i, i + length, weight);
                found++;
                free = length > 1 ? i + length : free;
            }
            i += Math.max(1, length);
        }
        return new Finding(sum / (Math.abs(sum) + HALF_WAY), found);
    }

    /** Of the word itself, else of the longest stem it begins with. */
    private Double weight(String phrase) {
        Double exact = words.get(phrase);
        if (exact != null) {
            return exact;
        }
        for (int end = phrase.length(); end > 0; end--) {
            Double stem = stems.get(phrase.substring(0, end));
            if (stem != null) {
                return phrase.indexOf(' ', end) < 0 ? stem : null;
            }
        }
        return null;
    }

    /** @param free from where on words are not part of a phrase that has used them up */
    private double inContext(List<String> text, int free, int from, int to, double weight) {
        double told = weight;
        boolean isTurned = to < text.size() && is("not after", text.get(to));
        for (int back = 1; back <= REACH && from - back >= free; back++) {
            String word = text.get(from - back);
            if (word.equals(Words.END) || is("but", word)) {
                break;
            }
            String pair = from - back > 0 ? text.get(from - back - 1) + " " + word : word;
            isTurned |= is("not", word) || is("not", pair);
            if (back == 1) {
                told *= is("more", word) ? STRONGER : is("less", word) || is("less", pair) ? WEAKER : 1;
            }
        }
        return isTurned ? told * TURNED : told;
    }

    private boolean is(String mark, String word) {
        return marks.getOrDefault(mark, Set.of()).contains(word);
    }
}
