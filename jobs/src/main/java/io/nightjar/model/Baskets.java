package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Who bought what how often, with dense numbers for people and products: numbers that follow the order of the ids, so
 * that the same ids always get the same numbers.
 */
final class Baskets {
    static final String PERSON = PersonPurchases.CUSTOMER_ID.name();
    static final String PRODUCT = Purchases.PRODUCT_ID.name();
    static final String USER = "user";
    static final String ITEM = "item";
    static final String TIMES = "times";

    private final Dataset<Row> sales;
    private final List<String> products;
    private final Dataset<Row> items;
    private final Dataset<Row> users;

    /** @param purchases by person, up to the as-of date */
    Baskets(Dataset<Row> purchases) {
        sales = purchases.where(PersonPurchases.CUSTOMER_ID.col().isNotNull().and(not(Purchases.IS_RETURN.col())));
        products = new ArrayList<>();
        for (Row row : sales.select(PRODUCT).distinct().orderBy(PRODUCT).collectAsList()) {
            products.add(row.getString(0));
        }
        items = itemNumbers();
        users = numbered(sales.select(PERSON).distinct(), PERSON, USER);
    }

    /** Product ids by number. */
    List<String> products() {
        return products;
    }

    /** person, user: everybody who ever bought. */
    Dataset<Row> users() {
        return users;
    }

    /** user, item, times: on how many days up to the date each product was bought. */
    Dataset<Row> until(LocalDate date) {
        return counted(PersonPurchases.ORDERED_ON.col().leq(date));
    }

    /** The same after the date. */
    Dataset<Row> after(LocalDate date) {
        return counted(PersonPurchases.ORDERED_ON.col().gt(date));
    }

    /** All products by number of buyers between the dates, most bought first, then by buyers ever, equals by id. */
    int[] popular(LocalDate after, LocalDate until) {
        Column bought = PersonPurchases.ORDERED_ON.col();
        Column lately = bought.gt(after).and(bought.leq(until));
        List<Row> rows = sales.where(bought.leq(until))
                .groupBy(PRODUCT)
                .agg(
                        count_distinct(when(lately, col(PERSON))).as("buyers"),
                        count_distinct(col(PERSON)).as("buyers_ever"))
                .join(items, PRODUCT)
                .orderBy(col("buyers").desc(), col("buyers_ever").desc(), col(ITEM))
                .select(ITEM)
                .collectAsList();
        return rows.stream().mapToInt(row -> row.getInt(0)).toArray();
    }

    private Dataset<Row> counted(Column when) {
        return sales.where(when)
                .groupBy(PERSON, PRODUCT)
                .agg(count_distinct(PersonPurchases.ORDERED_ON.col()).as(TIMES))
                .join(items, PRODUCT)
                .join(users, PERSON)
                .select(USER, ITEM, TIMES);
    }

    private Dataset<Row> itemNumbers() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < products.size(); i++) {
            rows.add(RowFactory.create(products.get(i), i));
        }
        StructType type = new StructType().add(PRODUCT, DataTypes.StringType).add(ITEM, DataTypes.IntegerType);
        return sales.sparkSession().createDataFrame(rows, type);
    }

    private static Dataset<Row> numbered(Dataset<Row> ids, String id, String number) {
        JavaRDD<Row> rows = ids.orderBy(id)
                .javaRDD()
                .zipWithIndex()
                .map(pair -> RowFactory.create(pair._1().getString(0), Math.toIntExact(pair._2())));
        StructType type = new StructType().add(id, DataTypes.StringType).add(number, DataTypes.IntegerType);
        return ids.sparkSession().createDataFrame(rows, type).cache();
    }
}
