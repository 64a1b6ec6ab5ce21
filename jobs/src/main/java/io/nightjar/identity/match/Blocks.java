package io.nightjar.identity.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Groups of records worth comparing with each other. Each rule is a chain of atoms: records are together that agree on
 * the first; a group larger than the cap is cut by the second, and so on, where those that lack it stay together; what
 * is still too large then is left out and counted. So rare values need one agreement and frequent ones several,
 * whatever the size of the data. A pair belongs to the first rule that has it.
 */
final class Blocks {
    private final List<List<Atom>> chains;
    private final int[][] blockOf;
    private final List<int[]> members = new ArrayList<>();
    private final List<Integer> ruleOf = new ArrayList<>();
    private long leftOut;

    /** @param rules as the configuration writes them, in the order in which a pair is looked for */
    Blocks(People people, List<String> rules, int cap) {
        chains = rules.stream().map(Atom::rule).toList();
        blockOf = new int[chains.size()][];
        for (int rule = 0; rule < chains.size(); rule++) {
            blockOf[rule] = new int[people.size()];
            Arrays.fill(blockOf[rule], -1);
            int[] all = IntStream.range(0, people.size()).toArray();
            cut(people, rule, 0, all, cap);
        }
    }

    int count() {
        return members.size();
    }

    /** What is done with each pair. */
    interface PairTask {
        void pair(int a, int b);
    }

    /** Gives the pairs of a block, the smaller record first, that no earlier rule has. */
    void pairs(int block, PairTask task) {
        int[] records = members.get(block);
        for (int i = 0; i < records.length; i++) {
            for (int j = i + 1; j < records.length; j++) {
                if (!isElsewhere(block, records[i], records[j])) {
                    task.pair(records[i], records[j]);
                }
            }
        }
    }

    /** Records of large groups that no further agreement made small enough, over all rules. */
    long leftOut() {
        return leftOut;
    }

    /** Pairs before those that an earlier rule has are left out. */
    long pairs() {
        return members.stream()
                .mapToLong(block -> (long) block.length * (block.length - 1) / 2)
                .sum();
    }

    /** Whether a rule before this block's rule has the two records together. */
    private boolean isElsewhere(int block, int a, int b) {
        int rule = ruleOf.get(block);
        for (int earlier = 0; earlier < rule; earlier++) {
            if (blockOf[earlier][a] >= 0 && blockOf[earlier][a] == blockOf[earlier][b]) {
                return true;
            }
        }
        return false;
    }

    private void cut(People people, int rule, int depth, int[] records, int cap) {
        Atom atom = chains.get(rule).get(depth);
        long[] keys = Arrays.stream(records)
                .mapToLong(record -> atom.of(part -> people.at(part, record)))
                .toArray();
        int[] places = IntStream.range(0, records.length)
                .filter(place -> depth > 0 || keys[place] != 0)
                .toArray();
        alike(
                keys,
                Integer.SIZE,
                places,
                half -> alike(keys, 0, half, group -> {
                    int[] together =
                            Arrays.stream(group).map(place -> records[place]).toArray();
                    keep(people, rule, depth, together, cap);
                }));
    }

    /** Gives the places, ascending, of two keys or more that have the same 32 bits, of which the lowest is the given one. */
    private static void alike(long[] keys, int lowest, int[] places, Consumer<int[]> task) {
        long[] entries = Arrays.stream(places)
                .mapToLong(place -> keys[place] >>> lowest << Integer.SIZE | place)
                .toArray();
        Arrays.parallelSort(entries);
        int start = 0;
        for (int i = 1; i <= entries.length; i++) {
            if (i == entries.length || entries[i] >> Integer.SIZE != entries[start] >> Integer.SIZE) {
                if (i - start > 1) {
                    task.accept(Arrays.stream(entries, start, i)
                            .mapToInt(entry -> (int) entry)
                            .toArray());
                }
                start = i;
            }
        }
    }

    private void keep(People people, int rule, int depth, int[] group, int cap) {
        if (group.length <= cap) {
            for (int record : group) {
                blockOf[rule][record] = members.size();
            }
            members.add(group);
            ruleOf.add(rule);
        } else if (depth + 1 < chains.get(rule).size()) {
            cut(people, rule, depth + 1, group, cap);
        } else {
            leftOut += group.length;
        }
    }
}
