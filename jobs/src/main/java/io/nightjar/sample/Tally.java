package io.nightjar.sample;

import io.nightjar.sample.Click.CartFate;
import io.nightjar.sample.Person.Role;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts of what is true, by name, for the summary. */
final class Tally {
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private long defects;

    void add(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    void person(Person person, boolean isGone) {
        add("persons", 1);
        add("persons.gone", isGone ? 1 : 0);
        add("persons.uplift." + person.reaction().kind().word(), 1);
        add("persons.rhythm." + (person.rhythm().isRegular() ? "regular" : "random"), 1);
        add("persons.taste_group." + person.taste().group(), 1);
        for (Role role : person.roles()) {
            add("persons.role." + role.word(), 1);
        }
    }

    void cart(CartFate fate) {
        add("carts." + fate.name().toLowerCase(Locale.ROOT), 1);
    }

    void defect(String feed, DefectKind kind) {
        defects++;
        add("defects." + feed + "." + kind.word(), 1);
    }

    long defects() {
        return defects;
    }

    void addAll(Tally other) {
        other.counts.forEach(this::add);
        defects += other.defects;
    }

    SortedMap<String, Long> counts() {
        return counts;
    }

    /** One flat JSON object; the names need no escaping. */
    String json(SortedMap<String, String> facts) {
        StringBuilder text = new StringBuilder("{\n");
        facts.forEach((name, value) ->
                text.append("  \"").append(name).append("\": ").append(value).append(",\n"));
        counts.forEach((name, value) ->
                text.append("  \"").append(name).append("\": ").append(value).append(",\n"));
        return text.delete(text.length() - 2, text.length()).append("\n}\n").toString();
    }
}
