package io.nightjar.model;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.job.Inputs;
import io.nightjar.learn.rank.Histories;
import io.nightjar.learn.rank.HistoriesBuilder;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.ShownProducts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Who bought and looked at what on which day, as rows (customer id, person, day, kind, item), and the same as arrays.
 * Products get numbers in the order of their ids, so that the same ids always get the same numbers; days are counted
 * from 1970.
 */
final class Baskets {
    static final int NOTHING = 0;
    static final int BOUGHT = 1;
    static final int LOOKED = 2;
    static final int SHOWN = 3;
    static final int SOUGHT = 4;
    /** How often something was shown stands in place of the day, in hundredths. */
    static final double HUNDREDTHS = 100;

    private static final String CUSTOMER = PersonPurchases.CUSTOMER_ID.name();
    private static final String PRODUCT = Purchases.PRODUCT_ID.name();
    private static final String PERSON = "person";
    private static final String DAY = "day";
    private static final String KIND = "kind";
    private static final String ITEM = "item";
    // Fixed, so that the order of the people does not follow the number of cores.
    private static final int PIECES = 16;
    private static final int PARTS = 1_000_000;

    private final Inputs in;
    private final LocalDate asOf;
    private final Dataset<Row> sales;
    private final List<String> products = new ArrayList<>();
    private final Dataset<Row> rows;

    /** @param looksSince older looks are left out */
    Baskets(Inputs in, LocalDate asOf, LocalDate looksSince) {
        this.in = in;
        this.asOf = asOf;
        sales = in.read(PersonPurchases.TABLE)
                .where(PersonPurchases.CUSTOMER_ID.col().isNotNull().and(not(Purchases.IS_RETURN.col())));
        List<Long> sold = new ArrayList<>();
        for (Row row : sales.groupBy(PRODUCT).count().orderBy(PRODUCT).collectAsList()) {
            products.add(row.getString(0));
            sold.add(row.getLong(1));
        }
        Dataset<Row> looks = in.read(PersonEvents.TABLE)
                .where(PersonEvents.CUSTOMER_ID
                        .col()
                        .isNotNull()
                        .and(PersonEvents.OCCURRED_ON.col().gt(looksSince)));
        Dataset<Row> known = numbered(sales, PersonPurchases.ORDERED_ON.col(), BOUGHT)
                .unionByName(numbered(looks, PersonEvents.OCCURRED_ON.col(), LOOKED));
        rows = in.has(PersonEvents.TABLE) ? known.unionByName(sought(looks, sold)) : known;
    }

    /** Product ids by number. */
    List<String> products() {
        return products;
    }

    /**
     * Everybody who ever bought, in an order that is always the same; beyond a number, a sample by hash of the id.
     *
     * @param most people, about
     */
    Histories histories(int most) {
        Dataset<Row> people = sales.select(CUSTOMER).distinct();
        long buyers = people.count();
        Dataset<Row> known = rows.join(people, new String[] {CUSTOMER}, "left_semi");
        Dataset<Row> wanted = buyers <= most
                ? known
                : known.where(pmod(xxhash64(col(CUSTOMER), lit("learn")), lit(PARTS))
                        .lt(lit((int) ((double) most / buyers * PARTS))));
        List<Histories> pieces = sorted(wanted.repartition(PIECES, col(CUSTOMER)))
                .javaRDD()
                .mapPartitions(Baskets::packed)
                .collect();
        HistoriesBuilder all = new HistoriesBuilder();
        pieces.forEach(all::append);
        return all.build(products.size());
    }

    /**
     * Everybody with a profile, each person's rows together and in order. One row of each person is of no kind; its item
     * is what they refuse.
     */
    Dataset<Row> everybody(ConsentCategories consents) {
        Dataset<Row> present = in.read(CustomerProfiles.TABLE)
                .select(
                        CustomerProfiles.CUSTOMER_ID.col(),
                        xxhash64(CustomerProfiles.CUSTOMER_ID.col()).as(PERSON),
                        unix_date(lit(asOf)).as(DAY),
                        lit(NOTHING).as(KIND),
                        consents.refused().as(ITEM));
        Dataset<Row> shown = in.read(ShownProducts.TABLE)
                .join(broadcast(numbers()), PRODUCT)
                .select(
                        col(CUSTOMER),
                        xxhash64(col(CUSTOMER)).as(PERSON),
                        ShownProducts.SHOWN
                                .col()
                                .multiply(HUNDREDTHS)
                                .cast(DataTypes.IntegerType)
                                .as(DAY),
                        lit(SHOWN).as(KIND),
                        col(ITEM));
        return sorted(rows.unionByName(shown)
                .join(present.select(CUSTOMER), new String[] {CUSTOMER}, "left_semi")
                .unionByName(present)
                .repartition(col(CUSTOMER)));
    }

    private static Dataset<Row> sorted(Dataset<Row> some) {
        return some.sortWithinPartitions(CUSTOMER, DAY, KIND, ITEM).select(CUSTOMER, PERSON, DAY, KIND, ITEM);
    }

    private static Iterator<Histories> packed(Iterator<Row> sorted) {
        HistoriesBuilder piece = new HistoriesBuilder();
        String last = null;
        while (sorted.hasNext()) {
            Row row = sorted.next();
            if (!row.getString(0).equals(last)) {
                piece.person(row.getLong(1));
                last = row.getString(0);
            }
            add(piece, row);
        }
        return List.of(piece.build(0)).iterator();
    }

    /** Adds a row to the current person. */
    static void add(HistoriesBuilder people, Row row) {
        if (row.getInt(3) == BOUGHT) {
            people.bought(row.getInt(2), row.getInt(4));
        } else if (row.getInt(3) == LOOKED) {
            people.looked(row.getInt(2), row.getInt(4));
        } else if (row.getInt(3) == SOUGHT) {
            people.sought(row.getInt(2), row.getInt(4));
        }
    }

    private Dataset<Row> numbered(Dataset<Row> some, Column on, int kind) {
        return some.select(col(CUSTOMER), col(PRODUCT), unix_date(on).as(DAY))
                .distinct()
                .join(broadcast(numbers()), PRODUCT)
                .select(
                        col(CUSTOMER),
                        xxhash64(col(CUSTOMER)).as(PERSON),
                        col(DAY),
                        lit(kind).as(KIND),
                        col(ITEM));
    }

    /** Products that searches and categories speak for. */
    private Dataset<Row> sought(Dataset<Row> looks, List<Long> sold) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < products.size(); i++) {
            numbers.put(products.get(i), i);
        }
        List<Integer> ranked = IntStream.range(0, sold.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(i -> -sold.get(i)).thenComparingInt(i -> i))
                .toList();
        return new Sought(in.read(Products.TABLE), numbers, ranked)
                .of(looks, ITEM)
                .select(
                        col(CUSTOMER),
                        xxhash64(col(CUSTOMER)).as(PERSON),
                        unix_date(PersonEvents.OCCURRED_ON.col()).as(DAY),
                        lit(SOUGHT).as(KIND),
                        col(ITEM))
                .distinct();
    }

    private Dataset<Row> numbers() {
        List<Row> numbers = new ArrayList<>();
        for (int i = 0; i < products.size(); i++) {
            numbers.add(RowFactory.create(products.get(i), i));
        }
        StructType type = new StructType().add(PRODUCT, DataTypes.StringType).add(ITEM, DataTypes.IntegerType);
        return sales.sparkSession().createDataFrame(numbers, type);
    }
}
