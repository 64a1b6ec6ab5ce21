package io.nightjar.learn.sequence;

import io.nightjar.learn.sequence.BetaPrior.Count;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which share of sequences came true, by how they end: the share of the last step is drawn towards that of all, the
 * share of the last two steps towards that of the last one, and so on, each by how often it was seen. So an end that
 * was seen once counts little and one seen a thousand times for itself (back-off, as in models of language).
 */
public final class PathShares implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 6;

    private final HashMap<String, Count> counts;
    private final BetaPrior prior;

    private PathShares(Map<String, Count> counts, BetaPrior prior) {
        this.counts = new HashMap<>(counts);
        this.prior = prior;
    }

    /** Sequences and whether they came true, side by side. */
    public static PathShares of(List<String> paths, boolean[] cameTrue) {
        Map<String, Count> counts = new TreeMap<>();
        Map<String, Count> ends = new TreeMap<>();
        for (int i = 0; i < cameTrue.length; i++) {
            Count one = new Count(1, cameTrue[i] ? 1 : 0);
            String path = paths.get(i);
            for (int steps = 0; steps <= Math.min(LONGEST, path.length()); steps++) {
                counts.merge(end(path, steps), one, Count::with);
            }
            ends.merge(end(path, Math.min(LONGEST, path.length())), one, Count::with);
        }
        Map<Count, Long> groups = new TreeMap<>();
        ends.values().forEach(count -> groups.merge(count, 1L, Long::sum));
        return new PathShares(counts, BetaPrior.fit(groups));
    }

    private static String end(String path, int steps) {
        return path.substring(path.length() - steps);
    }

    /** The share expected of a sequence. */
    public double share(String path) {
        double share = prior.mean();
        for (int steps = 1; steps <= Math.min(LONGEST, path.length()); steps++) {
            Count count = counts.get(end(path, steps));
            if (count == null) {
                break;
            }
            share = prior.share(count, share);
        }
        return share;
    }

    /** The longest end of the sequence that was seen. */
    public String known(String path) {
        int steps = 0;
        while (steps < Math.min(LONGEST, path.length()) && counts.containsKey(end(path, steps + 1))) {
            steps++;
        }
        return end(path, steps);
    }

    /** How often an end was seen, and how often it came true. */
    public Count seen(String end) {
        return counts.getOrDefault(end, new Count(0, 0));
    }
}
