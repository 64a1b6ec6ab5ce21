package io.nightjar.app;

import io.nightjar.job.Inputs;
import io.nightjar.report.Decisions;
import io.nightjar.schema.ContactPlan;
import io.nightjar.schema.Field;
import io.nightjar.schema.ListAdvice;
import io.nightjar.schema.Receipts;
import io.nightjar.schema.Triggers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What the night decided, counted for its page. */
final class Decided {
    private final Inputs made;

    Decided(Inputs made) {
        this.made = made;
    }

    Decisions decisions() {
        if (!made.has(ContactPlan.TABLE)) {
            return Decisions.none();
        }
        List<Decisions.Contacts> contacts = new ArrayList<>();
        Map<String, Long> refusals = new TreeMap<>();
        for (Row row : made.read(ContactPlan.TABLE)
                .where(ContactPlan.PLAN_STATUS.col().notEqual(ContactPlan.EARLIER))
                .groupBy(
                        ContactPlan.WHY_NOT.col(),
                        ContactPlan.LIST.col(),
                        ContactPlan.PRIORITY.col(),
                        ContactPlan.CHANNEL.col())
                .agg(functions.count(functions.lit(1)), functions.sum(ContactPlan.CONTACT_VALUE.col()))
                .collectAsList()) {
            if (row.isNullAt(0)) {
                contacts.add(new Decisions.Contacts(
                        row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getDouble(5)));
            } else {
                refusals.merge(row.getString(0), row.getLong(4), Long::sum);
            }
        }
        contacts.sort(Comparator.comparingLong(Decisions.Contacts::people)
                .reversed()
                .thenComparing(Decisions.Contacts::list)
                .thenComparing(Decisions.Contacts::channel));
        List<Decisions.Refusals> reasons = refusals.entrySet().stream()
                .map(entry -> new Decisions.Refusals(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Decisions.Refusals::people).reversed())
                .toList();
        return new Decisions(contacts, reasons, sizes(), receipts(), leftOut());
    }

    private List<Decisions.Size> sizes() {
        return made.read(ListAdvice.TABLE).orderBy(ListAdvice.LIST.col()).collectAsList().stream()
                .filter(row -> row.<Long>getAs(ListAdvice.MEMBER_COUNT.name()) > 0)
                .map(row -> new Decisions.Size(
                        row.getAs(ListAdvice.LIST.name()),
                        row.<Long>getAs(ListAdvice.MEMBER_COUNT.name()),
                        row.<Long>getAs(ListAdvice.HELD_OUT_COUNT.name()),
                        row.<Double>getAs(ListAdvice.EXPECTED_RESPONDERS.name()),
                        row.<Long>getAs(ListAdvice.SIZE_50.name()),
                        row.<Long>getAs(ListAdvice.SIZE_70.name()),
                        row.<Long>getAs(ListAdvice.SIZE_90.name()),
                        row.getAs(ListAdvice.PAYING_SIZE.name()),
                        row.getAs(ListAdvice.PAYING_VALUE.name()),
                        Objects.requireNonNullElse(row.<String>getAs(ListAdvice.NOTE.name()), "")))
                .toList();
    }

    private List<Decisions.Receipt> receipts() {
        return made
                .read(Receipts.TABLE)
                .orderBy(Receipts.SEGMENT.col(), Receipts.DAYS_AGO.col())
                .collectAsList()
                .stream()
                .map(row -> new Decisions.Receipt(
                        row.getAs(Receipts.SEGMENT.name()),
                        row.<Integer>getAs(Receipts.DAYS_AGO.name()),
                        row.getAs(Receipts.LIST_ORIGIN.name()),
                        row.<Long>getAs(Receipts.MEMBER_COUNT.name()),
                        row.<Double>getAs(Receipts.ORDER_RATE.name()),
                        greater(row, Receipts.RECENT_RATE, Receipts.SPENDERS_RATE),
                        row.getAs(Receipts.RANDOM_RATE.name()),
                        row.getAs(Receipts.LIFT.name()),
                        row.getAs(Receipts.LIFT_LOW.name()),
                        row.getAs(Receipts.LIFT_HIGH.name()),
                        row.getAs(Receipts.VERDICT.name()),
                        row.getAs(Receipts.VERDICT_REASON.name())))
                .toList();
    }

    private static Double greater(Row row, Field one, Field other) {
        return Stream.of(row.<Double>getAs(one.name()), row.<Double>getAs(other.name()))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private List<String> leftOut() {
        return made
                .read(Triggers.TABLE)
                .where(Triggers.NOTE.col().isNotNull())
                .orderBy(Triggers.TRIGGER.col())
                .collectAsList()
                .stream()
                .map(row -> "Trigger " + row.getAs(Triggers.TRIGGER.name()) + " was " + row.getAs(Triggers.NOTE.name()))
                .toList();
    }
}
