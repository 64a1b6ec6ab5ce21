package io.nightjar.learn.rank;

/**
 * For people who never bought: what they looked at, then what they sought, then what goes with it, then what is popular
 * lately with those who buy what they looked at, or with everybody where they looked at nothing. All are shares or
 * counts, so each is decided by the next only where it is equal or small.
 */
record Cold() implements Scorer {
    @Override
    public float[] score(Candidates person) {
        float[] scores = new float[person.size()];
        for (int place = 0; place < scores.length; place++) {
            scores[place] = person.feature(place, Candidates.LOOKS_WEEK)
                    + person.feature(place, Candidates.LOOKS_MONTH)
                    + person.feature(place, Candidates.SOUGHT) / 2
                    + person.feature(place, Candidates.TOGETHER)
                    + person.feature(place, Candidates.SEGMENT);
        }
        return scores;
    }
}
