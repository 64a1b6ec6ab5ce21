package io.nightjar.identity.match;

import io.nightjar.config.MatchSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Judges the matching of records whose persons are known. Pairs that blocking misses count as missed, and so do pairs
 * with a record that the truth names and nobody read. A person is found
 * if a cluster has all of its records and no others; only persons and clusters of two records or more are counted.
 */
public final class IdentityEvaluation {
    public static final String EXACT = "exact rules";
    public static final String BEST = "best threshold";
    public static final String DEFAULT = "default threshold";
    public static final String CLUSTERED = "after clustering";
    public static final String NIGHT = "with keys, guarded";
    public static final String F1 = "pair F1";

    private static final int UNKNOWN = -1;
    /** Agreement on all parts of one of these is what people take for the same person without further ado. */
    private static final List<List<Part>> EXACT_RULES = List.of(
            List.of(Part.NATIONAL_ID),
            List.of(Part.EMAIL),
            List.of(Part.PHONE),
            List.of(Part.GIVEN_NAME, Part.SURNAME, Part.BIRTH_DATE),
            List.of(Part.GIVEN_NAME, Part.SURNAME, Part.STREET, Part.HOUSE_NUMBER, Part.POSTCODE));

    private final People people;
    private final int[] truth;
    private final int named;
    private final long truePairs;

    /** @param persons the person by {@code source} and key, as {@link #name} writes them; others are not judged */
    public IdentityEvaluation(People people, Map<String, String> persons) {
        this.people = people;
        this.truth = new int[people.size()];
        Map<String, Integer> numbers = new HashMap<>();
        for (int record = 0; record < truth.length; record++) {
            String person = persons.get(name(people.source(record), people.key(record)));
            truth[record] = person == null ? UNKNOWN : numbers.computeIfAbsent(person, fresh -> numbers.size());
        }
        List<String> ofSources = persons.entrySet().stream()
                .filter(record -> PersonRecords.SOURCES.contains(
                        record.getKey().substring(0, record.getKey().indexOf('\n'))))
                .map(Map.Entry::getValue)
                .toList();
        named = ofSources.size();
        truePairs = pairs(ofSources.stream()
                .collect(Collectors.groupingBy(person -> person))
                .values());
    }

    /** How a record is named in the truth. */
    public static String name(String source, String key) {
        return source + "\n" + key;
    }

    /** Matches the records and judges it. */
    public IdentityReport judge(MatchSettings settings, long seed) {
        return judge(settings, seed, Map.of());
    }

    /** @param linked the night's person by {@code source} and key; what it does not name is somebody of their own */
    public IdentityReport judge(MatchSettings settings, long seed, Map<String, String> linked) {
        long start = System.nanoTime();
        IdentityMatch match = new IdentityMatch(people, settings, seed);
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] compared = compared(match.blocks());
        Matches matches = match.matches();
        Map<String, Map<String, Double>> methods = new LinkedHashMap<>();
        methods.put(EXACT, clusters(exact()));
        methods.put(BEST, best(matches));
        methods.put(DEFAULT, threshold(matches, settings.minProbability()));
        methods.put(CLUSTERED, clusters(match.personOf()));
        if (!linked.isEmpty()) {
            methods.put(NIGHT, clusters(linked(linked)));
        }
        return new IdentityReport(
                people.size(),
                named,
                (int) Arrays.stream(truth).filter(person -> person != UNKNOWN).count(),
                (int) Arrays.stream(truth)
                        .filter(person -> person != UNKNOWN)
                        .distinct()
                        .count(),
                truePairs,
                compared[0],
                share(compared[1], truePairs),
                match.blocks().leftOut(),
                seconds,
                methods);
    }

    /** Pairs that are compared, and how many of them are true. */
    private long[] compared(Blocks blocks) {
        long[] counts = new long[2];
        for (int block = 0; block < blocks.count(); block++) {
            blocks.pairs(block, (a, b) -> {
                counts[0]++;
                counts[1] += isTrue(a, b) ? 1 : 0;
            });
        }
        return counts;
    }

    /** By the threshold with the highest F1; pairs of one probability are above it together. */
    Map<String, Double> best(Matches matches) {
        int[] order = IntStream.range(0, matches.size())
                .boxed()
                .sorted((x, y) -> Double.compare(matches.bits()[y], matches.bits()[x]))
                .mapToInt(Integer::intValue)
                .toArray();
        double most = -1;
        double at = 1;
        long right = 0;
        long wrong = 0;
        for (int i = 0; i < order.length; i++) {
            right += isTrue(matches.first()[order[i]], matches.second()[order[i]]) ? 1 : 0;
            wrong += isFalse(matches.first()[order[i]], matches.second()[order[i]]) ? 1 : 0;
            boolean isTied = i + 1 < order.length && matches.probability(order[i]) == matches.probability(order[i + 1]);
            double f1 = f1(share(right, right + wrong), share(right, truePairs));
            if (!isTied && f1 > most) {
                most = f1;
                at = matches.probability(order[i]);
            }
        }
        return threshold(matches, at);
    }

    private Map<String, Double> threshold(Matches matches, double probability) {
        long right = 0;
        long wrong = 0;
        int[] person = IntStream.range(0, people.size()).toArray();
        for (int i = 0; i < matches.size(); i++) {
            if (matches.probability(i) >= probability) {
                right += isTrue(matches.first()[i], matches.second()[i]) ? 1 : 0;
                wrong += isFalse(matches.first()[i], matches.second()[i]) ? 1 : 0;
                join(person, matches.first()[i], matches.second()[i]);
            }
        }
        Map<String, Double> measures = pairs(right, wrong);
        measures.put("at probability", probability);
        measures.putAll(whole(named(person)));
        return measures;
    }

    private Map<String, Double> clusters(int[] person) {
        Map<Integer, List<Integer>> groups = groups(person);
        long right = 0;
        long wrong = 0;
        for (List<Integer> group : groups.values()) {
            for (int i = 0; i < group.size(); i++) {
                for (int j = i + 1; j < group.size(); j++) {
                    right += isTrue(group.get(i), group.get(j)) ? 1 : 0;
                    wrong += isFalse(group.get(i), group.get(j)) ? 1 : 0;
                }
            }
        }
        Map<String, Double> measures = pairs(right, wrong);
        measures.putAll(whole(person));
        return measures;
    }

    private Map<String, Double> pairs(long right, long wrong) {
        double precision = share(right, right + wrong);
        double recall = share(right, truePairs);
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("pair precision", precision);
        measures.put("pair recall", recall);
        measures.put(F1, f1(precision, recall));
        return measures;
    }

    /** Persons that were found whole. */
    private Map<String, Double> whole(int[] person) {
        Map<Integer, List<Integer>> found = groups(person);
        Map<Integer, List<Integer>> wanted = groups(truth);
        long all = found.values().stream().filter(group -> group.size() > 1).count();
        long real = wanted.values().stream().filter(group -> group.size() > 1).count();
        long right = found.values().stream()
                .filter(group -> group.size() > 1
                        && group.stream().allMatch(record -> truth[record] == truth[group.get(0)])
                        && wanted.get(truth[group.get(0)]).size() == group.size())
                .count();
        double precision = share(right, all);
        double recall = share(right, real);
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("cluster precision", precision);
        measures.put("cluster recall", recall);
        measures.put("cluster F1", f1(precision, recall));
        return measures;
    }

    /** Judged records by group. */
    private Map<Integer, List<Integer>> groups(int[] group) {
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        for (int record = 0; record < group.length; record++) {
            if (truth[record] != UNKNOWN) {
                groups.computeIfAbsent(group[record], fresh -> new ArrayList<>())
                        .add(record);
            }
        }
        return groups;
    }

    private int[] exact() {
        int[] person = IntStream.range(0, people.size()).toArray();
        for (List<Part> rule : EXACT_RULES) {
            Map<List<Integer>, Integer> first = new HashMap<>();
            for (int record = 0; record < person.length; record++) {
                int one = record;
                List<Integer> values =
                        rule.stream().map(part -> people.value(part, one)).toList();
                if (values.stream().allMatch(value -> value >= 0)) {
                    join(person, first.computeIfAbsent(values, fresh -> one), record);
                }
            }
        }
        return named(person);
    }

    /** By record: the first record of the same person of the night. */
    private int[] linked(Map<String, String> persons) {
        Map<String, Integer> first = new HashMap<>();
        int[] person = new int[people.size()];
        for (int record = 0; record < person.length; record++) {
            String name = name(people.source(record), people.key(record));
            Integer before = first.putIfAbsent(persons.getOrDefault(name, name), record);
            person[record] = before == null ? record : before;
        }
        return person;
    }

    private static void join(int[] person, int a, int b) {
        int one = root(person, a);
        int other = root(person, b);
        person[Math.max(one, other)] = Math.min(one, other);
    }

    private static int root(int[] person, int record) {
        int root = record;
        while (person[root] != root) {
            person[root] = person[person[root]];
            root = person[root];
        }
        return root;
    }

    private static int[] named(int[] person) {
        return IntStream.range(0, person.length)
                .map(record -> root(person, record))
                .toArray();
    }

    private static long pairs(Collection<? extends List<?>> groups) {
        return groups.stream()
                .mapToLong(group -> (long) group.size() * (group.size() - 1) / 2)
                .sum();
    }

    private boolean isTrue(int a, int b) {
        return truth[a] != UNKNOWN && truth[a] == truth[b];
    }

    private boolean isFalse(int a, int b) {
        return truth[a] != UNKNOWN && truth[b] != UNKNOWN && truth[a] != truth[b];
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }

    private static double f1(double precision, double recall) {
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
}
