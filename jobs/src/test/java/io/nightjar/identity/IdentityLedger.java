package io.nightjar.identity;

import io.nightjar.schema.Customers;
import io.nightjar.schema.IdentityChanges;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.LoyaltyMembers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * Keeps books on ids over nights, by plain maps and apart from the jobs: whose id changed although its records and those
 * it is together with did not, which customer lost an id to mere addresses, and which change of a record's id has no row
 * in the changes.
 */
public final class IdentityLedger {
    private final Set<String> retired = new HashSet<>();
    private final List<String> givenTwice = new ArrayList<>();
    private Map<String, String> before = Map.of();

    /** One night's sums. */
    public record Night(
            long records,
            long persons,
            Map<String, Long> changes,
            long withoutCause,
            long idsTakenAway,
            long rowsMissing) {}

    /** @param links of tonight; {@code changes} against the night that was added before */
    public Night add(List<Row> links, List<Row> changes) {
        Map<String, String> now = new TreeMap<>();
        for (Row link : links) {
            now.put(
                    link.getAs(IdentityLinks.SOURCE.name()) + "/" + link.getAs(IdentityLinks.SOURCE_KEY.name()),
                    link.getAs(IdentityLinks.CUSTOMER_ID.name()));
        }
        Map<String, Long> byKind = new HashMap<>();
        Set<String> told = new TreeSet<>();
        Set<String> merged = new HashSet<>();
        for (Row change : changes) {
            byKind.merge(change.getAs(IdentityChanges.CHANGE.name()), 1L, Long::sum);
            if (change.getAs(IdentityChanges.CHANGE.name()).equals(IdentityChanges.MERGED)) {
                merged.add(change.getAs(IdentityChanges.OLD_ID.name()));
            }
            if (change.getAs(IdentityChanges.CAUSE.name()) != null) {
                told.add(change.getAs(IdentityChanges.OLD_ID.name()) + " "
                        + change.getAs(IdentityChanges.NEW_ID.name()));
            }
        }
        Night night = new Night(
                now.size(),
                new HashSet<>(now.values()).size(),
                byKind,
                withoutCause(now),
                takenAway(now, merged),
                missing(now, told));
        retire(now);
        before = now;
        return night;
    }

    /** Ids that came back after they were gone. */
    public List<String> givenTwice() {
        return givenTwice;
    }

    /** Persons who are the same records as before, new ones aside, under another id. */
    private long withoutCause(Map<String, String> now) {
        Map<String, Set<String>> was = groups(before, now.keySet());
        Map<String, Set<String>> is = groups(now, before.keySet());
        Map<Set<String>, String> idOf = new HashMap<>();
        was.forEach((id, records) -> idOf.put(records, id));
        return is.entrySet().stream()
                .filter(group -> idOf.containsKey(group.getValue())
                        && !idOf.get(group.getValue()).equals(group.getKey()))
                .count();
    }

    /** Customer records with another id than before, though no merge took it and no other record of a person has it. */
    private long takenAway(Map<String, String> now, Set<String> merged) {
        Set<String> kept = new HashSet<>();
        now.forEach((record, id) -> {
            if (isCustomer(record) || record.startsWith(LoyaltyMembers.SOURCE.name() + "/")) {
                kept.add(id);
            }
        });
        return now.entrySet().stream()
                .filter(record -> isCustomer(record.getKey()) && before.containsKey(record.getKey()))
                .filter(record -> !before.get(record.getKey()).equals(record.getValue()))
                .map(record -> before.get(record.getKey()))
                .filter(id -> !merged.contains(id) && !kept.contains(id))
                .count();
    }

    private static boolean isCustomer(String record) {
        return record.startsWith(Customers.SOURCE.name() + "/");
    }

    /** Old and new id of records that changed, and ids that came or went, without a row that says so. */
    private long missing(Map<String, String> now, Set<String> told) {
        Set<String> needed = new TreeSet<>();
        now.forEach((record, id) -> {
            String old = before.get(record);
            if (old != null && !old.equals(id)) {
                needed.add(old + " " + id);
            }
        });
        Map<String, Set<String>> known = groups(now, before.keySet());
        now.values().stream().filter(id -> !known.containsKey(id)).forEach(id -> needed.add("null " + id));
        needed.removeAll(told);
        return needed.size();
    }

    private void retire(Map<String, String> now) {
        Set<String> ids = new HashSet<>(now.values());
        ids.stream().filter(retired::contains).forEach(givenTwice::add);
        before.values().stream().filter(id -> !ids.contains(id)).forEach(retired::add);
    }

    private static Map<String, Set<String>> groups(Map<String, String> records, Set<String> among) {
        Map<String, Set<String>> groups = new HashMap<>();
        records.forEach((record, id) -> {
            if (among.contains(record)) {
                groups.computeIfAbsent(id, it -> new TreeSet<>()).add(record);
            }
        });
        return groups;
    }
}
