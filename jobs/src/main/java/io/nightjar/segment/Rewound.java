package io.nightjar.segment;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;

import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.Field;
import io.nightjar.schema.Households;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonFlags;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The tables of tonight as they would have been on an earlier date: what has a date up to then, who is who and who may be
 * contacted as we know it tonight, and what the same jobs make of it. Whatever cannot be taken back is not there.
 */
final class Rewound implements Inputs {
    private static final List<Field> DATES =
            List.of(PersonPurchases.ORDERED_ON, PersonEvents.OCCURRED_ON, Contacts.SENT_AT);
    private static final List<Table> TIMELESS =
            List.of(IdentityLinks.TABLE, Products.TABLE, ContactPoints.TABLE, Households.TABLE, PersonFlags.TABLE);

    private final Inputs tonight;
    private final LocalDate date;
    private final Map<String, Dataset<Row>> made = new HashMap<>();

    /** @param jobs that make tables anew, each after those that make what it reads */
    Rewound(Inputs tonight, LocalDate date, List<TableJob> jobs) {
        this.tonight = tonight;
        this.date = date;
        for (TableJob job : jobs) {
            Dataset<Row> rows = job.build(this, date).select(job.output().columns());
            made.put(job.output().name(), rows);
        }
    }

    /** Keeps those columns of a table that is read more than once. */
    Dataset<Row> cached(Table table, Set<String> columns) {
        Dataset<Row> rows = read(table)
                .select(table.fields().stream()
                        .filter(field -> columns.contains(field.name()))
                        .map(Field::col)
                        .toArray(Column[]::new))
                .cache();
        made.put(table.name(), rows);
        return rows;
    }

    @Override
    public Dataset<Row> read(Table table) {
        if (made.containsKey(table.name())) {
            return made.get(table.name());
        }
        Dataset<Row> rows = tonight.read(table);
        if (TIMELESS.contains(table)) {
            return rows;
        }
        return DATES.stream()
                .filter(table.fields()::contains)
                .findFirst()
                .map(day -> rows.where(to_date(day.col()).leq(lit(date))))
                .orElseGet(() -> rows.limit(0));
    }

    @Override
    public boolean has(Table table) {
        boolean isDated = DATES.stream().anyMatch(table.fields()::contains);
        return made.containsKey(table.name()) || ((isDated || TIMELESS.contains(table)) && tonight.has(table));
    }
}
