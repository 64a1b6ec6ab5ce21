package io.nightjar.learn.tone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text as words, emoticons and ends of sentences. */
final class Words {
    static final String END = ".";
    /** Of a text, enough to tell; a longer one is cut. */
    private static final int MOST = 2000;

    private static final Pattern TOKEN = Pattern.compile(
            "[:;]-?[()DP](?![\\p{L}])|[\\p{L}\\p{N}]+(?:['’][\\p{L}]+)?|[.!?\\n;]+|[\\p{So}\\p{Cs}\\x{1F300}-\\x{1FAFF}]",
            Pattern.UNICODE_CHARACTER_CLASS);

    private Words() {}

    /** In lower case; {@link #END} where a sentence ends. */
    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find() && words.size() < MOST) {
            String word = matcher.group().toLowerCase(Locale.ROOT).replace('’', '\'');
            boolean isEnd = ".!?\n;".indexOf(word.charAt(0)) >= 0 && !word.startsWith(";-") && !word.startsWith(";)");
            words.add(isEnd ? END : word);
        }
        return words;
    }
}
