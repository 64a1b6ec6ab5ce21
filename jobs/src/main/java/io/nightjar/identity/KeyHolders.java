package io.nightjar.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The records that share one e-mail address or phone number, and which of them it joins: all, if they can be one person;
 * else only those who agree with each other by name or birth date.
 */
final class KeyHolders {
    private final List<Cluster.Member> holders;
    private final boolean areSeveralPeople;

    KeyHolders(List<Cluster.Member> all) {
        holders = all.stream()
                .sorted(Comparator.comparing(Cluster.Member::source).thenComparing(Cluster.Member::key))
                .toList();
        areSeveralPeople = holders.stream().anyMatch(one -> holders.stream()
                .anyMatch(other -> one.traits().conflict(other.traits()).isPresent()));
    }

    /** Whether two of them cannot be one person. */
    boolean areSeveralPeople() {
        return areSeveralPeople;
    }

    /** Groups of records that the key joins, each in the order of source and key. */
    List<List<Cluster.Member>> joined() {
        if (!areSeveralPeople) {
            return List.of(holders);
        }
        List<List<Cluster.Member>> groups = new ArrayList<>();
        for (Cluster.Member holder : holders) {
            groups.stream()
                    .filter(group -> fits(group, holder))
                    .findFirst()
                    .ifPresentOrElse(group -> group.add(holder), () -> groups.add(new ArrayList<>(List.of(holder))));
        }
        return groups;
    }

    private static boolean fits(List<Cluster.Member> group, Cluster.Member holder) {
        return group.stream().anyMatch(one -> one.traits().agrees(holder.traits()))
                && group.stream().noneMatch(one -> one.traits().areTwoPeople(holder.traits()));
    }
}
