package io.nightjar.learn.rank;

import io.nightjar.learn.factor.TopItems;
import java.io.Serializable;

/** Orders one person's candidates: higher is likelier, and minus infinity is never. */
interface Scorer extends Serializable {
    float[] score(Candidates person);

    /** The k items with the highest scores. */
    default int[] best(Candidates person, int k) {
        float[] scores = score(person);
        TopItems best = new TopItems(k);
        for (int place = 0; place < scores.length; place++) {
            if (scores[place] > Float.NEGATIVE_INFINITY) {
                best.offer(person.item()[place], scores[place]);
            }
        }
        return best.items();
    }
}
