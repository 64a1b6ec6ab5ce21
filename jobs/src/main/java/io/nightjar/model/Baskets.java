package io.nightjar.model;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.job.Inputs;
import io.nightjar.learn.rank.Histories;
import io.nightjar.learn.rank.HistoriesBuilder;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Field;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.ProductClocks;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.ShownProducts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

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
    /** Until the day there is no reason to propose it. */
    static final int SUPPRESSED = 5;
    /** On the day it is needed again. */
    static final int DUE = 6;
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
    // Each is a list of all products.
    private static final int SEGMENTS = 32;

    private final Inputs in;
    private final LocalDate asOf;
    private final Dataset<Row> sales;
    private final long lines;
    private final Dataset<Row> looks;
    private final List<String> products = new ArrayList<>();
    private final List<String> segments = new ArrayList<>();
    private final Dataset<Row> rows;

    /**
     * @param firstCutoff earliest day on which anybody is asked: what is best sold is what was sold up to it
     * @param looksAfter looks after this day are known
     */
    Baskets(Inputs in, LocalDate asOf, LocalDate firstCutoff, LocalDate looksAfter) {
        this.in = in;
        this.asOf = asOf;
        sales = in.read(PersonPurchases.TABLE)
                .where(PersonPurchases.CUSTOMER_ID.col().isNotNull().and(not(Purchases.IS_RETURN.col())));
        List<Row> sold = new ArrayList<>(sales.where(col(PRODUCT).isNotNull())
                .groupBy(PRODUCT)
                .agg(count(lit(1)), count(when(PersonPurchases.ORDERED_ON.col().leq(lit(firstCutoff)), 1)))
                .collectAsList());
        sold.sort(Comparator.comparing(row -> row.getString(0)));
        sold.forEach(row -> products.add(row.getString(0)));
        lines = sold.stream().mapToLong(row -> row.getLong(1)).sum();
        Dataset<Row> bought = numbered(sales.select(
                col(CUSTOMER),
                col(PRODUCT),
                unix_date(PersonPurchases.ORDERED_ON.col()).as(DAY)));
        if (in.has(PersonEvents.TABLE)) {
            looks = Sought.signs(in.read(PersonEvents.TABLE)
                            .where(PersonEvents.CUSTOMER_ID
                                    .col()
                                    .isNotNull()
                                    .and(PersonEvents.OCCURRED_ON.col().gt(lit(looksAfter)))))
                    .persist(StorageLevel.MEMORY_AND_DISK());
            rows = bought.unionByName(looked(sold));
        } else {
            looks = bought.limit(0);
            rows = bought;
        }
    }

    /** Names of the categories that people are told apart by, by number; known once there are histories. */
    List<String> segments() {
        return segments;
    }

    /** The number of the top-level category of each product. */
    private int[] groups() {
        int[] group = new int[products.size()];
        Arrays.fill(group, -1);
        if (in.has(Products.TABLE)) {
            Map<String, String> category = new HashMap<>();
            in.read(Products.TABLE)
                    .where(Products.CATEGORY.col().isNotNull())
                    .select(Products.PRODUCT_ID.col(), Products.CATEGORY.col())
                    .collectAsList()
                    .forEach(row -> category.put(row.getString(0), row.getString(1)));
            Map<String, String> tops = CategoryPaths.tops(category.values());
            segments.addAll(CategoryPaths.largest(
                    category.values().stream().map(tops::get).toList(), SEGMENTS));
            for (int i = 0; i < group.length; i++) {
                String path = category.get(products.get(i));
                group[i] = path == null ? -1 : segments.indexOf(tops.get(path));
            }
        }
        return group;
    }

    /** Product ids by number. */
    List<String> products() {
        return products;
    }

    /**
     * Everybody who ever bought, in an order that is always the same; beyond a number, a sample by hash of the id. To be
     * asked for once.
     *
     * @param most people, about
     */
    Histories histories(int most) {
        // Nobody buys less than a line: where there are few lines, nobody needs to be counted.
        long buyers = lines <= most ? lines : sales.select(CUSTOMER).distinct().count();
        Dataset<Row> wanted = buyers <= most
                ? rows
                : rows.where(pmod(xxhash64(col(CUSTOMER), lit("learn")), lit(PARTS))
                        .lt(lit((int) ((double) most / buyers * PARTS))));
        List<Histories> pieces = sorted(wanted.repartition(PIECES, col(CUSTOMER)))
                .javaRDD()
                .mapPartitions(Baskets::packed)
                .collect();
        looks.unpersist();
        HistoriesBuilder all = new HistoriesBuilder();
        pieces.forEach(all::append);
        return all.build(groups());
    }

    /**
     * Everybody with a profile, each person's rows together and in order. One row of each person is of no kind; its item
     * is what they refuse. In as many pieces as a shuffle has by the settings, however few bytes they are: it is the work
     * on them that takes long.
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
                .unionByName(clocks(ProductClocks.SUPPRESS_UNTIL, SUPPRESSED))
                .unionByName(clocks(ProductClocks.DUE_ON, DUE))
                .join(present.select(CUSTOMER), new String[] {CUSTOMER}, "left_semi")
                .unionByName(present)
                .repartition(
                        Integer.parseInt(sales.sparkSession().conf().get("spark.sql.shuffle.partitions")),
                        col(CUSTOMER)));
    }

    private Dataset<Row> clocks(Field on, int kind) {
        return in.read(ProductClocks.TABLE)
                .join(broadcast(numbers()), PRODUCT)
                .select(
                        col(CUSTOMER),
                        xxhash64(col(CUSTOMER)).as(PERSON),
                        unix_date(on.col()).as(DAY),
                        lit(kind).as(KIND),
                        col(ITEM));
    }

    private static Dataset<Row> sorted(Dataset<Row> some) {
        return some.sortWithinPartitions(CUSTOMER, DAY, KIND, ITEM).select(CUSTOMER, PERSON, DAY, KIND, ITEM);
    }

    private static Iterator<Histories> packed(Iterator<Row> sorted) {
        HistoriesBuilder piece = new HistoriesBuilder();
        List<Row> person = new ArrayList<>();
        while (sorted.hasNext()) {
            Row row = sorted.next();
            if (!person.isEmpty() && !row.getString(0).equals(person.get(0).getString(0))) {
                addBuyer(piece, person);
                person.clear();
            }
            person.add(row);
        }
        addBuyer(piece, person);
        return List.of(piece.build(0)).iterator();
    }

    private static void addBuyer(HistoriesBuilder people, List<Row> person) {
        if (person.stream().anyMatch(row -> row.getInt(3) == BOUGHT)) {
            people.person(person.get(0).getLong(1));
            person.forEach(row -> add(people, row));
        }
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

    private Dataset<Row> numbered(Dataset<Row> bought) {
        return bought.join(broadcast(numbers()), PRODUCT)
                .select(
                        col(CUSTOMER),
                        xxhash64(col(CUSTOMER)).as(PERSON),
                        col(DAY),
                        lit(BOUGHT).as(KIND),
                        col(ITEM));
    }

    /** What people looked at, and products that their searches and categories speak for. */
    private Dataset<Row> looked(List<Row> sold) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < products.size(); i++) {
            numbers.put(products.get(i), i);
        }
        List<Integer> ranked = IntStream.range(0, sold.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(i -> -sold.get(i).getLong(2))
                        .thenComparingInt(i -> i))
                .toList();
        return new Sought(in.read(Products.TABLE), numbers, ranked)
                .of(looks, ITEM)
                .select(
                        col(CUSTOMER),
                        xxhash64(col(CUSTOMER)).as(PERSON),
                        unix_date(PersonEvents.OCCURRED_ON.col()).as(DAY),
                        when(Sought.isProduct(), LOOKED).otherwise(SOUGHT).as(KIND),
                        col(ITEM));
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
