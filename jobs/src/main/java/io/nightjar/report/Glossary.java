package io.nightjar.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The page's few words of the trade, explained. */
final class Glossary {
    private static final Map<String, String> WORDS = words();

    private Glossary() {}

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("as-of date", "The day for which everything was worked out; nothing later was used.");
        words.put("refused", "Rows that could not be used. They are put aside with file, line and reason.");
        words.put("copies", "Rows that are the same, value by value, as a row that was kept.");
        words.put("repeated keys", "Rows with the key of a row that was kept, but different values.");
        words.put("suppressed", "Rows of people who asked to be forgotten.");
        words.put(
                "withheld",
                "People on the list whom no channel of it may reach, or who are held out; no file names them.");
        words.put("contactable", "People whom at least one channel may reach, by address and permission.");
        words.put("anonymous", "Visitors of the shop who never told who they are.");
        words.put("simple rule", "The best rule without learning. A model that is not better is not used.");
        words.put("grade", "A: at least a tenth better than the simple rule. B: better. C: not better, not used.");
        words.put(
                "area under the roc curve",
                "How often somebody it came true for is ranked above somebody it did not: 0.5 is chance, 1 perfect.");
        words.put("ndcg", "How high up what was really bought stood in the proposals: 0 never there, 1 always first.");
        words.put("recall", "The share of what was really bought that had been proposed.");
        words.put("hit rate", "The share of people who bought at least one of their proposals.");
        words.put("coverage", "The share of all products that were proposed to anybody.");
        words.put("brier score", "How far probabilities were from what happened, squared: 0 is perfect.");
        words.put("calibration error", "How far, on average, \"30 in 100\" was from what happened: 0 is perfect.");
        words.put("lift", "How many times more cases the highest-scored tenth holds than any tenth would.");
        words.put("seed", "The start of all random numbers: the same seed gives the same model.");
        words.put("fingerprint", "Changes if any row or byte changes; equal fingerprints mean equal content.");
        return Collections.unmodifiableMap(words);
    }

    /** A word with its explanation under the mouse, or as it is if there is none. */
    static Html term(String word) {
        String tip = tip(word);
        return tip.isEmpty()
                ? Html.tag("span").text(word)
                : Html.tag("abbr").tip(tip).text(word);
    }

    /** Of a word, or of what it begins with, as in {@code NDCG@10}; empty if there is none. */
    static String tip(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return WORDS.entrySet().stream()
                .filter(entry -> lower.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** All words, for paper and for fingers. */
    static Html list() {
        Html list = Html.tag("dl", "facts words");
        WORDS.forEach((word, meaning) ->
                list.add(Html.tag("dt").text(word), Html.tag("dd").text(meaning)));
        return Html.tag("details").set("id", "words").add(Html.tag("summary").text("Words on this page"), list);
    }
}
