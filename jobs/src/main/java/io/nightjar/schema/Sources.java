package io.nightjar.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The eight sources, in the order in which they are staged. */
public final class Sources {
    public static final List<SourceTable> ALL = List.of(
            Purchases.SOURCE,
            Products.SOURCE,
            Customers.SOURCE,
            LoyaltyMembers.SOURCE,
            LoyaltyEvents.SOURCE,
            Clickstream.SOURCE,
            Interactions.SOURCE,
            Contacts.SOURCE);

    private Sources() {}

    public static SourceTable named(String name) {
        return ALL.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no source named " + name));
    }

    /** Source name to canonical column names: what a feed's {@code columns} may map. */
    public static Map<String, List<String>> canonicalColumns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        ALL.forEach(source -> columns.put(source.name(), source.names()));
        return columns;
    }
}
