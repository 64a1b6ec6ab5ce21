package io.nightjar.learn.rank;

import io.nightjar.learn.factor.Blocks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One shop studied: everything is learned from earlier lessons, judged on a later test beside the rules it has to beat,
 * and only then learned again for tonight.
 */
public final class Study {
    /** Ours, in reports. */
    public static final String OURS = "nightjar";
    /** The simple rules, in reports: the best of them is what a model has to beat. */
    public static final List<String> RULES = List.of("G-TopFreq", "P-TopFreq", "GP-TopFreq");

    private static final int LESSONS = 6;

    private final RankSettings settings;
    private final Lesson test;
    private final Map<String, Scorer> baselines;
    private final Learner learner;
    private final Learner tonights;

    private Study(RankSettings settings, Lesson test, List<Example> earlier, boolean alsoForTonight) {
        this.settings = settings;
        this.test = test;
        baselines = Baselines.chosen(earlier, settings.size().k());
        Learner compared = Learner.compared(earlier, settings);
        List<List<Example>> lists = alsoForTonight ? List.of(earlier, withTest(earlier)) : List.of(earlier);
        // Side by side, for trees are work for one core.
        List<Learner> learned = Blocks.of(lists.size(), n -> compared.learned(lists.get(n), settings));
        learner = learned.get(0);
        tonights = learned.get(learned.size() - 1);
    }

    private List<Example> withTest(List<Example> earlier) {
        List<Example> examples = new ArrayList<>(test.examples(test.judged(settings.examples())));
        examples.addAll(earlier.subList(0, Math.min(earlier.size(), settings.examples() - examples.size())));
        return examples;
    }

    /**
     * @param test what is judged
     * @param lesson the split that is one lesson earlier than another: nothing that is asked there is in it. Lessons
     *     are taken further and further back until there are examples enough.
     */
    public static Study of(Split test, UnaryOperator<Split> lesson, RankSettings settings) {
        return of(test, lesson, settings, false);
    }

    /** The same, learned again with the test as one more lesson, to be used after it. */
    public static Study forTonight(Split test, UnaryOperator<Split> lesson, RankSettings settings) {
        return of(test, lesson, settings, true);
    }

    private static Study of(Split test, UnaryOperator<Split> lesson, RankSettings settings, boolean alsoForTonight) {
        List<Planned> all = new ArrayList<>(List.of(new Planned(test, 0)));
        int examples = 0;
        Split split = test;
        for (int n = 0; n < LESSONS && examples < settings.examples() / 2; n++) {
            split = lesson.apply(split);
            int most = Math.min(split.judged().length, settings.examples() - examples);
            if (most == 0) {
                break;
            }
            all.add(new Planned(split, most));
            examples += most;
        }
        // Side by side, for much of a lesson is work for one core.
        List<Taken> taken = Blocks.of(all.size(), n -> all.get(n).taken(settings));
        List<Example> earlier = new ArrayList<>();
        taken.forEach(each -> earlier.addAll(each.examples()));
        return new Study(settings, taken.get(0).lesson(), earlier, alsoForTonight);
    }

    /** A lesson to be taken, with at most so many examples. */
    private record Planned(Split split, int most) {
        Taken taken(RankSettings settings) {
            Lesson lesson = Lesson.of(split, settings);
            return new Taken(lesson, lesson.examples(lesson.judged(most)));
        }
    }

    /** A lesson and its examples. */
    private record Taken(Lesson lesson, List<Example> examples) {}

    /** The method that was better in the lesson. */
    public String method() {
        return learner.method();
    }

    /** People the weights and trees were learned from. */
    public int examples() {
        return learner.people();
    }

    /** NDCG in the lesson, of each method on the half of the people that it did not see. */
    public Map<String, Double> compared() {
        return learner.compared();
    }

    /** Methods to compare with that put what a person owns behind the rest, because that was better in the lesson. */
    public List<String> fresh() {
        return baselines.entrySet().stream()
                .filter(method -> method.getValue() instanceof Fresh)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether a factorisation is one of them. */
    public boolean isTasteFresh() {
        return fresh().contains(Baselines.FACTORISATION);
    }

    /** What each candidate is described by. */
    public static List<String> features() {
        return Candidates.NAMES;
    }

    /** People with something to predict, at most so many. */
    public int[] judged(int most) {
        return test.judged(most);
    }

    /**
     * Every method on the same people.
     *
     * @param judged people
     * @param others lists made elsewhere, side by side with the judged people
     */
    public Map<String, RankingReport> trial(int[] judged, Map<String, int[][]> others) {
        Map<String, RankingReport> reports = new LinkedHashMap<>();
        if (judged.length == 0) {
            return reports;
        }
        int k = settings.size().k();
        Map<String, Scorer> scorers = new LinkedHashMap<>(baselines);
        scorers.put(OURS, learner.scorer());
        Map<String, Tally> tallies = new LinkedHashMap<>();
        scorers.keySet().forEach(name -> tallies.put(name, tally(judged.length, k)));
        others.keySet().forEach(name -> tallies.put(name, tally(judged.length, k)));
        test.each(judged, (place, person) -> {
            int[] wanted = test.split().wanted()[judged[place]];
            int known = person.past().baskets();
            scorers.forEach((name, scorer) ->
                    tallies.get(name).add(place, known, person.owned().item(), wanted, scorer.best(person, k)));
            others.forEach((name, lists) ->
                    tallies.get(name).add(place, known, person.owned().item(), wanted, lists[place]));
        });
        tallies.forEach(
                (name, tally) -> reports.put(name, tally.report(settings.taste().seed())));
        return reports;
    }

    /** Ours, with everything as what is known. */
    public Recommender recommender(Split tonight, Rules rules) {
        return recommender(tonight, tonights.scorer(), rules);
    }

    /** A simple rule by its name, for tonight. */
    public Recommender rule(String name, Split tonight, Rules rules) {
        return recommender(tonight, Baselines.all().get(name), rules);
    }

    private Recommender recommender(Split tonight, Scorer scorer, Rules rules) {
        Knowledge knowledge = Knowledge.of(tonight, settings);
        return new Recommender(knowledge, scorer, settings.size(), rules);
    }

    private Tally tally(int people, int k) {
        return new Tally(people, k, test.knowledge().popularity().owners());
    }
}
