package io.nightjar.identity.match;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The groups that a record is in by the rules, as numbers: by rule and depth of its chain one key each, 0 where the record
 * lacks what the rule begins with. The same groups as those of {@link Blocks}, without looking at other records: which groups are too
 * large is given.
 */
final class BlockKeys implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<List<Atom>> chains;
    private final int depth;

    /** @param rules as the configuration writes them, in the order in which a pair is looked for */
    BlockKeys(List<String> rules) {
        chains = rules.stream().map(Atom::rule).toList();
        depth = chains.stream().mapToInt(List::size).max().orElse(0);
    }

    int depth() {
        return depth;
    }

    /** @param parts standardised texts in the order of {@link Part} */
    long[] of(String... parts) {
        long[] keys = new long[chains.size() * depth];
        for (int rule = 0; rule < chains.size(); rule++) {
            long key = Mix.of(rule);
            for (int i = 0; i < chains.get(rule).size(); i++) {
                long atom = chains.get(rule).get(i).of(part -> parts[part.index()]);
                if (atom == 0 && i == 0) {
                    break;
                }
                key = Mix.both(key, atom);
                keys[rule * depth + i] = key;
            }
        }
        return keys;
    }

    /** Keys at one depth, 0 the first, of those rules whose group one step before is too large. */
    long[] at(int at, long[] keys, long[] large) {
        long[] found = new long[chains.size()];
        int filled = 0;
        for (int i = at; i < keys.length; i += depth) {
            if (keys[i] != 0 && (at == 0 || isIn(large, keys[i - 1]))) {
                found[filled++] = keys[i];
            }
        }
        return Arrays.copyOf(found, filled);
    }

    /** By rule the first group that is not too large; 0 where there is none. */
    long[] blocks(long[] keys, long[] large) {
        long[] blocks = new long[chains.size()];
        for (int rule = 0; rule < blocks.length; rule++) {
            int i = rule * depth;
            int end = i + depth;
            while (i < end && isIn(large, keys[i])) {
                i++;
            }
            blocks[rule] = i < end ? keys[i] : 0;
        }
        return blocks;
    }

    /** Rules that have a group for the record, but none that is small enough. */
    int leftOut(long[] keys, long[] blocks) {
        int leftOut = 0;
        for (int rule = 0; rule < blocks.length; rule++) {
            leftOut += keys[rule * depth] != 0 && blocks[rule] == 0 ? 1 : 0;
        }
        return leftOut;
    }

    private static boolean isIn(long[] sorted, long key) {
        return Arrays.binarySearch(sorted, key) >= 0;
    }
}
