package io.nightjar.learn;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The simple rule that a churn model has to beat: the longer somebody has not bought, the likelier they are gone. The
 * share of those who left is fitted per number of days without a purchase and made to rise with it (pool adjacent
 * violators), so no threshold N of "no purchase for N days" ranks people better on the data it was fitted on.
 */
public final class InactivityRule implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<Integer, Double> shares = new TreeMap<>();

    private record Block(int from, long people, long left) {
        double share() {
            return (double) left / people;
        }

        Block with(Block next) {
            return new Block(from, people + next.people, left + next.left);
        }
    }

    /**
     * @param people by days since the last purchase
     * @param left how many of them bought nothing afterwards, by the same
     */
    public InactivityRule(SortedMap<Integer, Long> people, Map<Integer, Long> left) {
        List<Block> blocks = new ArrayList<>();
        people.forEach((days, count) -> {
            Block block = new Block(days, count, left.getOrDefault(days, 0L));
            while (!blocks.isEmpty() && blocks.get(blocks.size() - 1).share() >= block.share()) {
                block = blocks.remove(blocks.size() - 1).with(block);
            }
            blocks.add(block);
        });
        blocks.forEach(block -> shares.put(block.from(), block.share()));
    }

    /** Share of people gone after so many days without a purchase, 0 to 1. */
    public double probability(int recencyDays) {
        Map.Entry<Integer, Double> step = shares.floorEntry(recencyDays);
        if (step == null) {
            return shares.isEmpty() ? 0 : shares.firstEntry().getValue();
        }
        return step.getValue();
    }

    /** Days at which the share steps up, with the share from there on. */
    public SortedMap<Integer, Double> steps() {
        return new TreeMap<>(shares);
    }

    /** The N of "no purchase for N days" that best tells those who leave from those who stay: first share of a half. */
    public int days() {
        return shares.entrySet().stream()
                .filter(step -> step.getValue() >= 0.5)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> shares.isEmpty() ? 0 : shares.lastKey());
    }
}
