package io.nightjar.learn.rank;

import java.util.List;

/**
 * What another scorer says, with all that the person owns behind all that is new to them: for shops where little is
 * bought twice.
 */
record Fresh(Scorer scorer) implements Scorer {
    /** The scorer, or this around it where that has the higher NDCG on past purchases. */
    static Scorer orAll(Scorer scorer, List<Example> examples, int k) {
        Fresh fresh = new Fresh(scorer);
        return Blend.quality(examples, fresh, k) > Blend.quality(examples, scorer, k) ? fresh : scorer;
    }

    @Override
    public float[] score(Candidates person) {
        float[] scores = scorer.score(person);
        int owned = person.owned().size();
        float highest = Float.NEGATIVE_INFINITY;
        float lowest = Float.POSITIVE_INFINITY;
        for (int place = 0; place < scores.length; place++) {
            if (place < owned) {
                highest = Math.max(highest, scores[place]);
            } else {
                lowest = Math.min(lowest, scores[place]);
            }
        }
        for (int place = 0; place < owned && owned < scores.length; place++) {
            scores[place] -= Math.max(0, highest - lowest) + 1;
        }
        return scores;
    }
}
