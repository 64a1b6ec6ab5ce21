package io.nightjar.model;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.learn.value.OrderBook;
import io.nightjar.learn.value.ValueForecast;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The order book of each person who ever bought, from purchases up to a date. */
final class OrderBooks {
    static final String PERSON = PersonPurchases.CUSTOMER_ID.name();
    private static final String DAYS = "order_days";
    private static final int FOLDS = 5;

    private OrderBooks() {}

    /** customer_id and the days with orders and returns, oldest first; people who only returned are left out. */
    static Dataset<Row> until(Dataset<Row> purchases, LocalDate date) {
        Column isSale = not(Purchases.IS_RETURN.col());
        Column amount = coalesce(Purchases.AMOUNT.col(), lit(0).cast(Purchases.AMOUNT.type()));
        Column day = struct(col("day"), col("is_order"), col("sold"), col("returned"));
        return purchases
                .where(PersonPurchases.CUSTOMER_ID.col().isNotNull())
                .where(PersonPurchases.ORDERED_ON.col().leq(date))
                .groupBy(
                        PersonPurchases.CUSTOMER_ID.col(),
                        unix_date(PersonPurchases.ORDERED_ON.col()).as("day"))
                .agg(
                        max(isSale).as("is_order"),
                        coalesce(sum(when(isSale, amount)), lit(0))
                                .cast("double")
                                .as("sold"),
                        coalesce(sum(when(not(isSale), abs(amount))), lit(0))
                                .cast("double")
                                .as("returned"))
                .groupBy(PERSON)
                .agg(
                        array_sort(collect_list(day)).as(DAYS),
                        max(col("is_order")).as("is_buyer"))
                .where(col("is_buyer"))
                .select(PERSON, DAYS);
    }

    /** At most so many people, chosen by hash and told by id, for learning on the driver. */
    static List<ValueForecast.Customer> sample(Dataset<Row> books, int most, long seed) {
        Column fold = pmod(xxhash64(col(PERSON), lit(seed + 1)), lit(FOLDS)).cast("int");
        return books
                .orderBy(xxhash64(col(PERSON), lit(seed)), col(PERSON))
                .limit(most)
                .select(col(PERSON), col(DAYS), fold.as("fold"))
                .collectAsList()
                .stream()
                .sorted(java.util.Comparator.comparing(row -> row.getString(0)))
                .map(row -> new ValueForecast.Customer(book(row), row.getInt(2)))
                .toList();
    }

    static OrderBook book(Row row) {
        List<Row> days = row.getList(1);
        List<Row> orders = days.stream().filter(day -> day.getBoolean(1)).toList();
        List<Row> returns = days.stream().filter(day -> day.getDouble(3) > 0).toList();
        return new OrderBook(
                orders.stream().mapToInt(day -> day.getInt(0)).toArray(),
                orders.stream().mapToDouble(day -> day.getDouble(2)).toArray(),
                returns.stream().mapToInt(day -> day.getInt(0)).toArray(),
                returns.stream().mapToDouble(day -> day.getDouble(3)).toArray());
    }
}
