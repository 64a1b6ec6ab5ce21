package io.nightjar.measure;

import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;

/** Staged customers to whom things happen: a new address, a move, a marriage, two who swap mailboxes. */
final class ChangingCustomers {
    private final List<Row> rows;
    private final Random random;
    private int changes;

    ChangingCustomers(List<Row> rows, long seed) {
        this.rows = new ArrayList<>(rows);
        this.random = new Random(seed);
    }

    List<Row> rows() {
        return rows;
    }

    /** Changes so many of those who are registered, each in the way that is next; says how many rows are others now. */
    int change(LocalDate day, int count) {
        int[] known = IntStream.range(0, rows.size())
                .filter(i -> isRegistered(rows.get(i), day))
                .toArray();
        int altered = 0;
        for (int i = 0; i < count && known.length > 1; i++) {
            altered += change(known[random.nextInt(known.length)], known[random.nextInt(known.length)]);
        }
        return altered;
    }

    private int change(int one, int other) {
        int number = changes++;
        switch (number % 4) {
            case 0 -> set(one, Customers.EMAIL, "new." + number + "@mail.test");
            case 1 -> {
                set(one, Customers.STREET, "Neue Gasse " + number);
                set(one, Customers.POSTCODE, String.valueOf(10_000 + number));
                set(one, Customers.CITY, "Neustadt");
            }
            case 2 -> set(one, Customers.LAST_NAME, "Neuer" + (char) ('a' + number % 26));
            default -> {
                Object mail = rows.get(one).getAs(Customers.EMAIL.name());
                set(one, Customers.EMAIL, rows.get(other).getAs(Customers.EMAIL.name()));
                set(other, Customers.EMAIL, mail);
                return one == other ? 0 : 2;
            }
        }
        return 1;
    }

    private void set(int row, Field field, Object value) {
        Row before = rows.get(row);
        Object[] values = new Object[before.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i == before.fieldIndex(field.name()) ? value : before.get(i);
        }
        rows.set(row, new GenericRowWithSchema(values, before.schema()));
    }

    private static boolean isRegistered(Row row, LocalDate day) {
        Timestamp at = row.getAs(Customers.REGISTERED_AT.name());
        return at == null || at.toLocalDateTime().isBefore(day.atTime(LocalTime.MAX));
    }
}
