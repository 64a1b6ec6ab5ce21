package io.nightjar.publish;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.config.Channel;
import io.nightjar.publish.dialect.Addressee;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.SegmentMembers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A member of a list as Spark hands it over: texts first, then permissions, and an addressee of it. */
final class PersonRow {
    static final String PRODUCTS = "product_names";
    static final String IS_HELD_OUT = "is_held_out";
    static final String PLANNED_BY = "planned_by";

    private static final List<String> TEXTS = List.of(
            SegmentMembers.SEGMENT.name(),
            SegmentMembers.CUSTOMER_ID.name(),
            ContactPoints.CUSTOMER_KEY.name(),
            Customers.FIRST_NAME.name(),
            Customers.LAST_NAME.name(),
            Customers.EMAIL.name(),
            Customers.PHONE.name(),
            Customers.STREET.name(),
            Customers.POSTCODE.name(),
            Customers.CITY.name(),
            Customers.COUNTRY.name(),
            Customers.LANGUAGE.name(),
            PRODUCTS,
            SegmentMembers.REASON.name());
    private static final List<Map.Entry<Channel, Field>> PERMISSIONS = List.of(
            Map.entry(Channel.EMAIL, ContactPoints.EMAIL_PERMITTED),
            Map.entry(Channel.SMS, ContactPoints.SMS_PERMITTED),
            Map.entry(Channel.PHONE, ContactPoints.PHONE_PERMITTED),
            Map.entry(Channel.POST, ContactPoints.POST_PERMITTED),
            Map.entry(Channel.ADS, ContactPoints.ADS_PERMITTED));

    private PersonRow() {}

    /** What is not known is empty; a permission that is not known is none. */
    static Column[] columns() {
        List<Column> columns = new ArrayList<>();
        TEXTS.forEach(name -> columns.add(
                coalesce(functions.col(name).cast("string"), lit("")).as(name)));
        PERMISSIONS.forEach(
                permission -> columns.add(coalesce(permission.getValue().col(), lit(false))
                        .as(permission.getValue().name())));
        columns.add(coalesce(functions.col(IS_HELD_OUT), lit(false)).as(IS_HELD_OUT));
        columns.add(functions.col(PLANNED_BY));
        return columns.toArray(Column[]::new);
    }

    static String segment(Row row) {
        return row.getString(0);
    }

    /** Whether the person is in the list's control group. */
    static boolean isHeldOut(Row row) {
        return row.getBoolean(TEXTS.size() + PERMISSIONS.size());
    }

    /** By which channels the plan contacts them; empty for a list that the plan leaves alone. */
    static Optional<Set<Channel>> plannedBy(Row row) {
        int at = TEXTS.size() + PERMISSIONS.size() + 1;
        if (row.isNullAt(at)) {
            return Optional.empty();
        }
        EnumSet<Channel> channels = EnumSet.noneOf(Channel.class);
        for (String name : row.getString(at).split(" ")) {
            if (!name.isEmpty()) {
                channels.add(Channel.valueOf(name.toUpperCase(Locale.ROOT)));
            }
        }
        return Optional.of(channels);
    }

    static Addressee addressee(Row row) {
        EnumSet<Channel> permitted = EnumSet.noneOf(Channel.class);
        for (int i = 0; i < PERMISSIONS.size(); i++) {
            if (row.getBoolean(TEXTS.size() + i)) {
                permitted.add(PERMISSIONS.get(i).getKey());
            }
        }
        return new Addressee(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                permitted,
                row.getString(12),
                row.getString(13));
    }
}
