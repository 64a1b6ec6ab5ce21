package io.nightjar.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One of the eight sources: its canonical columns, and the tables that staging makes of it.
 *
 * @param name as in {@code sources.<name>} of the configuration
 * @param key canonical columns that name a row in the retailer's own system; used only where all of them are filled
 * @param fields canonical columns
 */
public record SourceTable(String name, List<Field> key, List<Field> fields) {
    public SourceTable {
        key = List.copyOf(key);
        fields = List.copyOf(fields);
    }

    /** Rows as parsed, the unusable ones included with their reason; internal to the night. */
    public Table parsed() {
        List<Field> all = new ArrayList<>(Provenance.FIELDS);
        all.add(Provenance.REASON);
        all.add(Provenance.DETAIL);
        all.add(Provenance.RAW);
        all.add(Provenance.UNREADABLE);
        all.add(Provenance.DOUBTFUL);
        all.add(Provenance.ROW_HASH);
        all.add(Provenance.ROW_HASH_2);
        all.addAll(fields);
        return new Table("parsed_" + name, List.of(), all);
    }

    /** Rows left out although they can be read: exact duplicates and repeated keys. */
    public Table dropped() {
        List<Field> all = new ArrayList<>(Provenance.FIELDS);
        all.add(Provenance.REASON);
        return new Table("dropped_" + name, Provenance.FIELDS, all);
    }

    /** The usable rows, typed. */
    public Table staged() {
        List<Field> all = new ArrayList<>(Provenance.FIELDS);
        all.addAll(fields);
        return new Table("stg_" + name, List.of(), all);
    }

    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /** The name as part of a job's name: {@code loyalty_events} is {@code loyalty-events}. */
    public String kebab() {
        return name.replace('_', '-').toLowerCase(Locale.ROOT);
    }
}
