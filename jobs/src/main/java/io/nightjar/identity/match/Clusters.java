package io.nightjar.identity.match;

import io.nightjar.config.MatchSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Joins records to persons, the surest two groups first, as long as what is known of both groups together makes it
 * probable. Evidence between two groups is half that of their best pair and half the mean of each part over all pairs
 * that have it: one lucky pair does not join strangers, contradictions count, and what one record lacks another tells.
 * So a chain of doubtful pairs breaks at its weakest link without being built first.
 */
final class Clusters {
    /** Records of each group that are compared across, so that large groups stay cheap. */
    private static final int COMPARED = 12;

    private final Evidence evidence;
    private final Comparer comparer;
    private final int mostRecords;
    private final double leastBits;
    private final Neighbours neighbours;
    private final Map<Integer, int[]> groups = new HashMap<>();
    private final int[] groupOf;
    private final PriorityQueue<Link> queue =
            new PriorityQueue<>(Comparator.comparingDouble((Link link) -> -link.bits())
                    .thenComparingInt(Link::one)
                    .thenComparingInt(Link::other));
    private final List<Join> joins = new ArrayList<>();
    private final int[] personOf;

    private record Link(double bits, int one, int other) {}

    /**
     * Two groups that became one person.
     *
     * @param first record of the pair that spoke most for it
     * @param second its partner, the larger of the two
     * @param bits evidence between the groups, the prior included
     */
    record Join(int first, int second, double bits) {}

    Clusters(Evidence evidence, Matches matches, int records, MatchSettings settings) {
        this.evidence = evidence;
        this.comparer = evidence.comparer();
        this.mostRecords = settings.maxRecordsPerPerson();
        this.leastBits = leastBits(settings);
        this.neighbours = new Neighbours(matches, linked(matches, records), records);
        this.groupOf = new int[records];
        Arrays.setAll(groupOf, record -> record);
        for (int i = 0; i < matches.size(); i++) {
            offer(matches.bits()[i], matches.first()[i], matches.second()[i]);
        }
        join(records);
        personOf = new int[records];
        Arrays.setAll(personOf, record -> record);
        groups.values().forEach(group -> {
            int name = Arrays.stream(group).min().orElseThrow();
            for (int record : group) {
                personOf[record] = name;
            }
        });
    }

    /** The records that each record was compared with, one after the other: nothing else is as large. */
    private static final class Neighbours {
        private final int[] start;
        private final int[] records;

        Neighbours(Matches matches, boolean[] isLinked, int size) {
            start = new int[size + 1];
            for (int i = 0; i < matches.size(); i++) {
                if (isLinked[matches.first()[i]] || isLinked[matches.second()[i]]) {
                    start[matches.first()[i] + 1]++;
                    start[matches.second()[i] + 1]++;
                }
            }
            for (int record = 0; record < size; record++) {
                start[record + 1] = Math.addExact(start[record], start[record + 1]);
            }
            records = new int[start[size]];
            int[] next = Arrays.copyOf(start, size);
            for (int i = 0; i < matches.size(); i++) {
                int one = matches.first()[i];
                int other = matches.second()[i];
                if (isLinked[one] || isLinked[other]) {
                    records[next[one]++] = other;
                    records[next[other]++] = one;
                }
            }
        }

        IntStream of(int record) {
            return Arrays.stream(records, start[record], start[record + 1]);
        }
    }

    /** From how much evidence on two groups of records become one person. */
    static double leastBits(MatchSettings settings) {
        return MatchModel.log2(settings.minProbability() / (1 - settings.minProbability()));
    }

    /** The smallest record of each record's person. */
    int[] personOf() {
        return personOf;
    }

    List<Join> joins() {
        return joins;
    }

    /** Records with a probable link; a pair of two others can never come to be joined, and is not kept in memory. */
    private boolean[] linked(Matches matches, int records) {
        boolean[] isLinked = new boolean[records];
        for (int i = 0; i < matches.size(); i++) {
            if (matches.bits()[i] >= leastBits) {
                isLinked[matches.first()[i]] = true;
                isLinked[matches.second()[i]] = true;
            }
        }
        return isLinked;
    }

    /** The records of a group; null if it has become part of another. */
    private int[] group(int name) {
        if (name < groupOf.length) {
            return groupOf[name] == name ? new int[] {name} : null;
        }
        return groups.get(name);
    }

    private void offer(double bits, int one, int other) {
        if (bits >= leastBits) {
            queue.add(new Link(bits, one, other));
        }
    }

    private void join(int records) {
        int next = records;
        while (!queue.isEmpty()) {
            Link link = queue.poll();
            int[] one = group(link.one());
            int[] other = group(link.other());
            if (one != null && other != null && one.length + other.length <= mostRecords) {
                joins.add(best(one, other, link.bits()));
                replace(link, together(one, other), next++);
            }
        }
    }

    private void replace(Link link, int[] group, int name) {
        groups.remove(link.one());
        groups.remove(link.other());
        groups.put(name, group);
        for (int record : group) {
            groupOf[record] = name;
        }
        Arrays.stream(group)
                .flatMap(neighbours::of)
                .map(record -> groupOf[record])
                .filter(neighbour -> neighbour != name)
                .sorted()
                .distinct()
                .forEach(neighbour -> offer(between(group(neighbour), group), neighbour, name));
    }

    private double between(int[] one, int[] other) {
        double[] priors = evidence.priors();
        int[] parts = evidence.known();
        double[][] sums = new double[parts.length][priors.length];
        int[] known = new int[parts.length];
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < Math.min(COMPARED, one.length); i++) {
            for (int j = 0; j < Math.min(COMPARED, other.length); j++) {
                int a = Math.min(one[i], other[j]);
                long pattern = comparer.pattern(a, Math.max(one[i], other[j]));
                for (int part = 0; part < parts.length; part++) {
                    if (Comparer.level(pattern, parts[part]) != Levels.MISSING) {
                        evidence.add(pattern, parts[part], a, sums[part]);
                        known[part]++;
                    }
                }
                best = Math.max(best, evidence.bits(pattern, a));
            }
        }
        for (int part = 0; part < known.length; part++) {
            for (int kind = 0; kind < priors.length; kind++) {
                priors[kind] += known[part] == 0 ? 0 : sums[part][kind] / known[part];
            }
        }
        return (best + evidence.model().against(priors)) / 2;
    }

    private Join best(int[] one, int[] other, double bits) {
        Join best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < Math.min(COMPARED, one.length); i++) {
            for (int j = 0; j < Math.min(COMPARED, other.length); j++) {
                int a = Math.min(one[i], other[j]);
                int b = Math.max(one[i], other[j]);
                double pair = evidence.bits(comparer, a, b);
                if (pair > most) {
                    most = pair;
                    best = new Join(a, b, bits);
                }
            }
        }
        return best;
    }

    private static int[] together(int[] one, int[] other) {
        int[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }
}
