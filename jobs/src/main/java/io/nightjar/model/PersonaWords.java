package io.nightjar.model;

import io.nightjar.learn.cluster.Kinds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What sets personas apart, in words. */
final class PersonaWords {
    private static final int IN_A_NAME = 2;
    private static final int IN_A_CARD = 5;
    private static final double NOTABLE = 0.25;

    private PersonaWords() {}

    /** A name for each id: the two things that set it apart most, and one more where two would be called the same. */
    static Map<String, String> names(Kinds kinds) {
        Map<String, String> names = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (int group = 0; group < kinds.ids().size(); group++) {
            List<String> words = words(kinds, group);
            int many = IN_A_NAME;
            String name = name(words, many);
            while (taken.contains(name) && many < words.size()) {
                name = name(words, ++many);
            }
            String id = kinds.ids().get(group);
            names.put(id, taken.add(name) ? name : name + " (" + id + ")");
        }
        return names;
    }

    private static String name(List<String> words, int many) {
        String all = String.join(", ", words.subList(0, Math.min(many, words.size())));
        return all.isEmpty() ? "Like everybody" : all.substring(0, 1).toUpperCase(Locale.ROOT) + all.substring(1);
    }

    private static List<String> words(Kinds kinds, int group) {
        double[] apart = kinds.groups().apart(group);
        return strongest(apart)
                .map(c -> PersonaFeatures.word(kinds.features().get(c), apart[c] > 0))
                .toList();
    }

    /** What they do more or less than others, the strongest first. */
    static List<String> traits(Kinds kinds, int group) {
        double[] apart = kinds.groups().apart(group);
        double[] centre = kinds.groups().centre(group);
        List<String> traits = new ArrayList<>();
        strongest(apart)
                .limit(IN_A_CARD)
                .forEach(c -> traits.add(PersonaFeatures.phrase(kinds.features().get(c)) + ": "
                        + String.format(Locale.ROOT, "%.2f", Math.signum(centre[c]) * Math.expm1(Math.abs(centre[c])))
                        + ", " + (Math.abs(apart[c]) >= 1 ? "much " : "") + (apart[c] > 0 ? "more" : "less")
                        + " than others"));
        return traits;
    }

    private static java.util.stream.Stream<Integer> strongest(double[] apart) {
        return IntStream.range(0, apart.length)
                .boxed()
                .filter(c -> Math.abs(apart[c]) >= NOTABLE)
                .sorted(Comparator.comparingDouble(c -> -Math.abs(apart[c])));
    }
}
