package io.nightjar.learn.sequence;

import java.util.ArrayList;
import java.util.List;

/** What people do on a visit, with a letter for sequences and words for people. */
public enum Step {
    PAGE('p', "a page"),
    HELP('h', "a help page"),
    GIVE_BACK('g', "the page on sending things back"),
    SEARCH('s', "a search"),
    REFINED('f', "a search in other words"),
    PRODUCT('v', "a product"),
    AGAIN('a', "the same product again"),
    RETURNED('r', "a product seen on an earlier visit"),
    RESEARCH('i', "its reviews or terms of delivery"),
    CART('c', "the cart"),
    REMOVED('d', "taking it out of the cart"),
    CHECKOUT('k', "the checkout"),
    BOUGHT('b', "an order"),
    DOCUMENT('m', "a document"),
    LOGIN('l', "logging in");

    private final char letter;
    private final String words;

    Step(char letter, String words) {
        this.letter = letter;
        this.words = words;
    }

    /** As it stands in a sequence. */
    public char letter() {
        return letter;
    }

    /** A sequence of letters as people say it. */
    public static String words(String letters) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            all.add(of(letters.charAt(i)).words);
        }
        return String.join(", then ", all);
    }

    private static Step of(char letter) {
        for (Step step : values()) {
            if (step.letter == letter) {
                return step;
            }
        }
        throw new IllegalArgumentException("There is no step '" + letter + "'");
    }
}
