package io.nightjar.learn.rank;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules and published methods that a model has to beat, by the names of the next-basket literature (Li et al.,
 * "A Next Basket Recommendation Reality Check", 2023). TIFU-KNN has the settings published for Ta-Feng. UP-CF has a window
 * of ten baskets and an asymmetry of 0.75, but takes the 100 nearest, by a likeness that is drawn towards 0 where little
 * is known, in place of a power of the likeness. Both ask max-neighbours people at most. Item-to-item, EASE and the
 * factorisation weigh what a person owns by a frequency that fades with the baskets since, and have our settings.
 */
final class Baselines {
    static final String FACTORISATION = "factorisation";
    private static final float TIFU_OWN = 0.7f;

    private Baselines() {}

    static Map<String, Scorer> all() {
        Map<String, Scorer> all = new LinkedHashMap<>();
        all.put("G-TopFreq", each(Candidates.POPULAR, Candidates.POPULAR, 0));
        all.put("P-TopFreq", person -> owned(person));
        all.put("GP-TopFreq", each(Candidates.COUNT, Candidates.POPULAR, 1));
        all.put("item-to-item", each(Candidates.TOGETHER, Candidates.POPULAR, 1e-6f));
        all.put("UP-CF", Baselines::upCf);
        all.put("TIFU-KNN", Baselines::tifuKnn);
        all.put("EASE", each(Candidates.EASE, Candidates.POPULAR, 1e-6f));
        all.put(FACTORISATION, each(Candidates.TASTE, Candidates.POPULAR, 0));
        return all;
    }

    /**
     * The same, and of each but the simple rules what the person owns is kept, as in next-basket studies, or put behind
     * the rest, as in studies of what is bought once: whichever was better on the lesson.
     */
    static Map<String, Scorer> chosen(List<Example> lesson, int k) {
        Map<String, Scorer> chosen = all();
        if (Learner.isEnough(lesson)) {
            chosen.replaceAll((name, scorer) ->
                    Study.RULES.contains(name) ? scorer : Fresh.orAll(scorer, Learner.few(lesson), k));
        }
        return chosen;
    }

    private static Scorer each(int first, int second, float weight) {
        return person -> {
            float[] scores = new float[person.size()];
            for (int place = 0; place < scores.length; place++) {
                scores[place] = person.feature(place, first) + weight * person.feature(place, second);
            }
            return scores;
        };
    }

    /** Only what the person bought, most often first, equals by popularity; a short list stays short. */
    private static float[] owned(Candidates person) {
        float[] scores = new float[person.size()];
        for (int place = 0; place < scores.length; place++) {
            scores[place] = person.isOwned(place)
                    ? person.feature(place, Candidates.COUNT) + person.feature(place, Candidates.POPULAR)
                    : Float.NEGATIVE_INFINITY;
        }
        return scores;
    }

    /** The person is their own nearest neighbour, with likeness 1. */
    private static float[] upCf(Candidates person) {
        float[] own = Neighbours.lately(person.past(), person.owned());
        float[] scores = new float[person.size()];
        for (int place = 0; place < scores.length; place++) {
            scores[place] = person.feature(place, Candidates.ALIKE) + (place < own.length ? own[place] : 0);
        }
        return scores;
    }

    private static float[] tifuKnn(Candidates person) {
        float[] own = Neighbours.tifu(person.past(), person.owned());
        float[] scores = new float[person.size()];
        for (int place = 0; place < scores.length; place++) {
            scores[place] = (1 - TIFU_OWN) * person.feature(place, Candidates.NEAR)
                    + (place < own.length ? TIFU_OWN * own[place] : 0);
        }
        return scores;
    }
}
