package io.nightjar.identity.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups of records worth comparing with each other. Each rule is a chain of atoms: records are together that agree on
 * the first; a group larger than the cap is cut by the second, and so on; what is still too large then is left out and
 * counted. So rare values need one agreement and frequent ones several, whatever the size of the data. A pair belongs
 * to the first rule that has it.
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

    /** Records of large groups that no further agreement made small enough, or that lack what comes next, over all rules. */
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
        long[] entries = new long[records.length];
        int filled = 0;
        for (int record : records) {
            long key = atom.of(part -> people.at(part, record));
            if (key != 0) {
                entries[filled++] = (key & 0xFFFFFFFF00000000L) | record;
            }
        }
        if (depth > 0) {
            leftOut += records.length - filled;
        }
        Arrays.parallelSort(entries, 0, filled);
        int start = 0;
        for (int i = 1; i <= filled; i++) {
            if (i == filled || (entries[i] >> 32) != (entries[start] >> 32)) {
                keep(people, rule, depth, records(entries, start, i), cap);
                start = i;
            }
        }
    }

    private void keep(People people, int rule, int depth, int[] group, int cap) {
        if (group.length < 2) {
            return;
        }
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

    private static int[] records(long[] entries, int from, int to) {
        int[] records = new int[to - from];
        for (int i = 0; i < records.length; i++) {
            records[i] = (int) entries[from + i];
        }
        return records;
    }
}
