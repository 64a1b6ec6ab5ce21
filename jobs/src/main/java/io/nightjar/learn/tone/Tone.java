package io.nightjar.learn.tone;

import java.util.List;

/**
 * How somebody feels in a text: -1 angry to 1 delighted.
 *
 * @param language two letters; null where the words do not tell
 * @param confidence 0 to 1, how far its common words lead, drawn to 0 by how few they are
 * @param value -1 to 1; 0 where no word tells
 * @param words that told
 */
public record Tone(String language, double confidence, double value, int words) {
    private static final List<Lexicon> LEXICONS =
            Lexicon.lines("/tone/languages.txt").stream().map(Lexicon::of).toList();

    /** In a language there is a word list for, a third of the words are common ones; in another, a few by chance. */
    private static final int RAREST = 5;

    /** Of a text in any of the languages there is a word list for. */
    public static Tone of(String text) {
        List<String> words = Words.of(text);
        Lexicon best = null;
        int most = 0;
        int next = 0;
        for (Lexicon lexicon : LEXICONS) {
            int common = lexicon.common(words);
            next = Math.max(next, Math.min(common, most));
            if (common > most) {
                most = common;
                best = lexicon;
            }
        }
        if (most == next || most * RAREST < words.size()) {
            return unknown(words);
        }
        Lexicon.Finding finding = best.read(words);
        return new Tone(best.language(), (most - next) / (most + next + 1.0), finding.tone(), finding.words());
    }

    /** In whichever language more words tell. */
    private static Tone unknown(List<String> words) {
        Lexicon.Finding most = new Lexicon.Finding(0, 0);
        for (Lexicon lexicon : LEXICONS) {
            Lexicon.Finding finding = lexicon.read(words);
            most = finding.words() > most.words() ? finding : most;
        }
        return new Tone(null, 0, most.tone(), most.words());
    }
}
