package io.nightjar.app;

import io.nightjar.job.Inputs;
import io.nightjar.schema.Dictionary;
import io.nightjar.schema.Field;
import io.nightjar.schema.IdentityChanges;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One person's night in words: records and why they are linked, then their row or rows of every published table. */
final class Explanation {
    private static final int MOST_ROWS = 200;

    private final Inputs in;
    private final List<Table> tables;
    private final Dictionary dictionary;

    /** @param tables those to look into, in this order; those without persons are passed over */
    Explanation(Inputs in, List<Table> tables) {
        this.in = in;
        this.tables = List.copyOf(tables);
        this.dictionary = new Dictionary(tables);
    }

    /**
     * The person of that id, or of the record of that key ({@code C100031} or {@code customers/C100031}), or the one that
     * the person of that id became tonight.
     */
    Optional<String> person(String idOrKey) {
        Dataset<Row> links = in.read(IdentityLinks.TABLE);
        Column name = org.apache.spark.sql.functions.concat_ws(
                "/", IdentityLinks.SOURCE.col(), IdentityLinks.SOURCE_KEY.col());
        TreeSet<String> found = new TreeSet<>();
        for (Row row : links.where(IdentityLinks.CUSTOMER_ID
                        .col()
                        .equalTo(idOrKey)
                        .or(IdentityLinks.SOURCE_KEY.col().equalTo(idOrKey))
                        .or(name.equalTo(idOrKey)))
                .select(IdentityLinks.CUSTOMER_ID.col())
                .distinct()
                .limit(2)
                .collectAsList()) {
            found.add(row.getString(0));
        }
        return found.isEmpty() ? heir(idOrKey) : one(found);
    }

    /** Who has the records of a person whose id was given up. */
    private Optional<String> heir(String id) {
        TreeSet<String> found = new TreeSet<>();
        if (in.has(IdentityChanges.TABLE)) {
            in.read(IdentityChanges.TABLE)
                    .where(IdentityChanges.OLD_ID
                            .col()
                            .equalTo(id)
                            .and(IdentityChanges.CHANGE.col().equalTo(IdentityChanges.MERGED)))
                    .select(IdentityChanges.NEW_ID.col())
                    .collectAsList()
                    .forEach(row -> found.add(row.getString(0)));
        }
        return one(found);
    }

    private static Optional<String> one(Set<String> found) {
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    List<String> lines(String person) {
        List<String> lines = new ArrayList<>(List.of("Person " + person, "", "records"));
        records(person).forEach(row -> lines.add("  " + record(row)));
        if (in.has(IdentityChanges.TABLE)) {
            changes(person).forEach(row -> lines.add("  " + change(row)));
        }
        for (Table table : tables) {
            if (!table.equals(IdentityLinks.TABLE)
                    && table.fields().contains(IdentityLinks.CUSTOMER_ID)
                    && in.has(table)) {
                lines.addAll(rows(table, person));
            }
        }
        return lines;
    }

    private List<Row> records(String person) {
        return in.read(IdentityLinks.TABLE)
                .where(IdentityLinks.CUSTOMER_ID.col().equalTo(person))
                .select(IdentityLinks.TABLE.columns())
                .orderBy(
                        IdentityLinks.LINKED_SOURCE.col().isNotNull(),
                        IdentityLinks.SOURCE.col(),
                        IdentityLinks.SOURCE_KEY.col())
                .collectAsList();
    }

    private List<Row> changes(String person) {
        return in.read(IdentityChanges.TABLE)
                .where(IdentityChanges.OLD_ID
                        .col()
                        .equalTo(person)
                        .or(IdentityChanges.NEW_ID.col().equalTo(person)))
                .orderBy(IdentityChanges.OLD_ID.col(), IdentityChanges.NEW_ID.col())
                .limit(MOST_ROWS)
                .collectAsList();
    }

    private static String record(Row row) {
        StringBuilder line =
                new StringBuilder(text(row, IdentityLinks.SOURCE) + "/" + text(row, IdentityLinks.SOURCE_KEY));
        if (!isNull(row, IdentityLinks.LINKED_SOURCE)) {
            line.append(", linked to ")
                    .append(text(row, IdentityLinks.LINKED_SOURCE))
                    .append('/')
                    .append(text(row, IdentityLinks.LINKED_SOURCE_KEY));
        }
        line.append(" (").append(text(row, IdentityLinks.RULE));
        if (!isNull(row, IdentityLinks.LINKED_SOURCE) && !isNull(row, IdentityLinks.PROBABILITY)) {
            line.append(String.format(
                    Locale.ROOT, ", probability %.4f", row.<Double>getAs(IdentityLinks.PROBABILITY.name())));
        }
        line.append(')');
        if (!isNull(row, IdentityLinks.EVIDENCE)) {
            line.append(": ").append(text(row, IdentityLinks.EVIDENCE));
        }
        if (!isNull(row, IdentityLinks.KEPT_APART)) {
            line.append("; kept apart from ").append(text(row, IdentityLinks.KEPT_APART));
        }
        return line.toString();
    }

    private static String change(Row row) {
        return text(row, IdentityChanges.CHANGED_ON) + " " + text(row, IdentityChanges.CHANGE) + ": "
                + (isNull(row, IdentityChanges.OLD_ID) ? "" : text(row, IdentityChanges.OLD_ID) + " to ")
                + text(row, IdentityChanges.NEW_ID) + ", " + text(row, IdentityChanges.CAUSE);
    }

    private List<String> rows(Table table, String person) {
        List<Row> rows = in.read(table)
                .where(IdentityLinks.CUSTOMER_ID.col().equalTo(person))
                .select(table.columns())
                .orderBy(table.key().isEmpty() ? table.columns() : table.keyColumns())
                .limit(MOST_ROWS + 1)
                .collectAsList();
        List<String> lines = new ArrayList<>();
        if (!rows.isEmpty()) {
            lines.addAll(List.of(
                    "",
                    dictionary.about(table).map(it -> table.name() + ": " + it).orElse(table.name())));
        }
        rows.stream()
                .limit(MOST_ROWS)
                .map(row -> String.join(rows.size() == 1 ? "\n  " : ", ", values(table, row)))
                .forEach(text -> lines.add("  " + text));
        if (rows.size() > MOST_ROWS) {
            lines.add("  \u2026 and more");
        }
        return lines;
    }

    private List<String> values(Table table, Row row) {
        return table.fields().stream()
                .filter(field -> !field.equals(IdentityLinks.CUSTOMER_ID) && !isNull(row, field))
                .map(field -> field.name() + " " + (field.isContact() ? masked(text(row, field)) : text(row, field))
                        + range(table, field))
                .toList();
    }

    /** Between what and what a score lies, which a number alone does not tell. */
    private String range(Table table, Field field) {
        return dictionary
                .entry(table, field)
                .map(Dictionary.Entry::unit)
                .filter(unit -> unit.contains(" to "))
                .map(unit -> " (" + unit + ")")
                .orElse("");
    }

    /** The first letter only. */
    private static String masked(String contact) {
        return contact.isEmpty() ? "" : contact.substring(0, 1) + "***";
    }

    private static boolean isNull(Row row, Field field) {
        return row.isNullAt(row.fieldIndex(field.name()));
    }

    private static String text(Row row, Field field) {
        Object value = row.getAs(field.name());
        if (value instanceof Double number && Double.isFinite(number)) {
            return BigDecimal.valueOf(number)
                    .round(new java.math.MathContext(4))
                    .stripTrailingZeros()
                    .toPlainString();
        }
        return String.valueOf(value);
    }
}
