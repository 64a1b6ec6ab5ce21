package io.nightjar.identity;

import io.nightjar.identity.graph.Forest;
import io.nightjar.schema.Customers;
import io.nightjar.schema.IdentityEdges;
import io.nightjar.schema.LoyaltyMembers;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Persons within one connected component. Links are taken strongest first, and one that would bring together records
 * that contradict each other, or more of them than one person has, is refused: so the weakest links are the ones cut,
 * and only where the component offends (single linkage under cannot-link constraints, after Kruskal 1956). The outcome
 * does not depend on the order of records or links.
 */
final class Cluster {
    /**
     * What one person can be.
     *
     * @param maxRecords more are never one person
     * @param trustedMatch scored pairs from this probability on outweigh a conflict
     */
    record Limits(int maxRecords, double trustedMatch) implements Serializable {}

    /** A record: where it comes from, its key there, and what it says. */
    record Member(String source, String key, Traits traits) {
        String name() {
            return Cluster.name(source, key);
        }
    }

    /** A reason to take two records for one person. */
    record Link(String a, String b, String rule, double probability, String evidence) {}

    /** A record and its place: the person's first record, and the link towards it. */
    record Placed(Member member, Member first, Member linkedTo, Link link, String keptApart) {}

    /** Members in the order in which a person is named after them: customer records before cards before the rest. */
    private static final Comparator<Member> FIRST = Comparator.comparingInt((Member member) -> rank(member.source()))
            .thenComparing(Member::source)
            .thenComparing(Member::key);

    private final Limits limits;
    private final List<Member> members;
    private final Map<String, Integer> index = new HashMap<>();
    private final Forest persons;
    private final int[] sizes;
    /** By root of a tree: what its members say. */
    private final Map<Integer, Set<Traits>> said = new HashMap<>();
    /** What was compared field by field and found to be one person after all, each pointing to another, as a forest. */
    private final Map<Object, Object> trusted = new HashMap<>();

    private final Map<Integer, List<Link>> taken = new HashMap<>();
    private final Map<Integer, String> keptApart = new TreeMap<>();

    Cluster(Collection<Member> all, Collection<Link> links, Limits limits) {
        this.limits = limits;
        members = all.stream().sorted(FIRST).toList();
        persons = new Forest(members.size());
        sizes = new int[members.size()];
        for (int i = 0; i < members.size(); i++) {
            index.put(members.get(i).name(), i);
            sizes[i] = 1;
            Traits traits = members.get(i).traits();
            said.put(i, traits.isSilent() ? Set.of() : Set.of(traits));
        }
        List<Link> strongestFirst = together(links);
        for (Link link : strongestFirst) {
            if (link.rule().contains(IdentityEdges.MATCH) && link.probability() >= limits.trustedMatch()) {
                trust(compared(link.a()), compared(link.b()));
            }
        }
        strongestFirst.forEach(this::take);
    }

    /** How a record is called in reports and keys of maps. */
    static String name(String source, String key) {
        return source + "/" + key;
    }

    /** Every record with its person. */
    List<Placed> placed() {
        List<Placed> placed = new ArrayList<>();
        boolean[] seen = new boolean[members.size()];
        for (int i = 0; i < members.size(); i++) {
            if (!seen[i]) {
                spread(i, seen, placed);
            }
        }
        return placed;
    }

    /** From a person's first record along the links that were taken. */
    private void spread(int first, boolean[] seen, List<Placed> placed) {
        Deque<Integer> next = new ArrayDeque<>(List.of(first));
        seen[first] = true;
        placed.add(new Placed(members.get(first), members.get(first), null, null, keptApart.get(first)));
        while (!next.isEmpty()) {
            int from = next.remove();
            for (Link link : taken.getOrDefault(from, List.of())) {
                String there = link.a().equals(members.get(from).name()) ? link.b() : link.a();
                int to = index.get(there);
                if (!seen[to]) {
                    seen[to] = true;
                    next.add(to);
                    placed.add(new Placed(
                            members.get(to), members.get(first), members.get(from), link, keptApart.get(to)));
                }
            }
        }
    }

    /** One link for each pair of records: probabilities of independent rules add up as 1 - (1 - p)(1 - q). */
    private static List<Link> together(Collection<Link> links) {
        Map<String, List<Link>> byPair = new TreeMap<>();
        for (Link link : links) {
            byPair.computeIfAbsent(link.a() + "\n" + link.b(), pair -> new ArrayList<>())
                    .add(link);
        }
        List<Link> all = new ArrayList<>();
        for (List<Link> same : byPair.values()) {
            same.sort(Comparator.comparing(Link::rule).thenComparing(Link::evidence));
            double none = 1;
            Set<String> rules = new TreeSet<>();
            Set<String> evidence = new LinkedHashSet<>();
            for (Link link : same) {
                none *= 1 - link.probability();
                rules.add(link.rule());
                evidence.add(link.evidence());
            }
            Link one = same.get(0);
            all.add(new Link(one.a(), one.b(), String.join("+", rules), 1 - none, String.join("; ", evidence)));
        }
        all.sort(Comparator.comparingDouble(Link::probability)
                .reversed()
                .thenComparing(Link::a)
                .thenComparing(Link::b));
        return all;
    }

    private void take(Link link) {
        int a = persons.root(index.get(link.a()));
        int b = persons.root(index.get(link.b()));
        if (a == b) {
            return;
        }
        Optional<String> why = refusal(a, b);
        if (why.isPresent()) {
            keptApart.putIfAbsent(index.get(link.a()), link.b() + " in spite of " + link.rule() + ": " + why.get());
            keptApart.putIfAbsent(index.get(link.b()), link.a() + " in spite of " + link.rule() + ": " + why.get());
            return;
        }
        taken.computeIfAbsent(index.get(link.a()), i -> new ArrayList<>()).add(link);
        taken.computeIfAbsent(index.get(link.b()), i -> new ArrayList<>()).add(link);
        int root = Math.min(a, b);
        int other = Math.max(a, b);
        persons.join(a, b);
        sizes[root] += sizes[other];
        Set<Traits> both = new HashSet<>(said.get(root));
        both.addAll(said.remove(other));
        said.put(root, both);
    }

    private Optional<String> refusal(int a, int b) {
        if (sizes[a] + sizes[b] > limits.maxRecords()) {
            return Optional.of("more than " + limits.maxRecords() + " records would be one person");
        }
        return said.get(a).stream()
                .flatMap(one -> said.get(b).stream()
                        .filter(other -> !trustedAs(one).equals(trustedAs(other)))
                        .flatMap(other -> one.conflict(other).stream()))
                .min(Comparator.naturalOrder());
    }

    /** What a record says, or, where that is nothing, the record itself. */
    private Object compared(String name) {
        Traits traits = members.get(index.get(name)).traits();
        return traits.isSilent() ? name : traits;
    }

    /** The matcher weighs contradictions within all records of a person: whom it joined it means as a whole. */
    private void trust(Object one, Object other) {
        Object root = trustedAs(one);
        Object last = trustedAs(other);
        if (!root.equals(last)) {
            trusted.put(root, last);
        }
    }

    private Object trustedAs(Object one) {
        Object root = one;
        while (trusted.containsKey(root)) {
            Object next = trusted.get(root);
            if (trusted.containsKey(next)) {
                trusted.put(root, trusted.get(next));
            }
            root = next;
        }
        return root;
    }

    private static int rank(String source) {
        if (source.equals(Customers.SOURCE.name())) {
            return 0;
        }
        return source.equals(LoyaltyMembers.SOURCE.name()) ? 1 : 2;
    }
}
