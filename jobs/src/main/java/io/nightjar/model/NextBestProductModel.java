package io.nightjar.model;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.NextBestProductSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelCard;
import io.nightjar.job.ModelJob;
import io.nightjar.learn.Grade;
import io.nightjar.learn.RankingMetrics;
import io.nightjar.quality.Check;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Proposes to everybody the products they do not own yet and are likeliest to buy. Learns up to the holdout, is judged
 * on what was newly bought in it against the most popular products, and proposes tonight only if it found more.
 */
public final class NextBestProductModel implements ModelJob {
    private static final int POPULAR_DAYS = 90;
    private static final String OWNED = "owned";
    private static final String BOUGHT = "bought";
    private static final String FEATURES = "features";

    private final NextBestProductSettings settings;
    private final long seed;

    public NextBestProductModel(NextBestProductSettings settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    @Override
    public String name() {
        return "next-best-product";
    }

    @Override
    public List<Table> inputs() {
        return List.of(PersonPurchases.TABLE, Products.TABLE, CustomerProfiles.TABLE);
    }

    @Override
    public Table output() {
        return NextBestProducts.TABLE;
    }

    @Override
    public String settings() {
        return settings + " " + seed;
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.holds(
                        "rank is between 1 and k", NextBestProducts.RANK.col().between(1, settings.k())),
                Check.holds(
                        "a product is named", NextBestProducts.PRODUCT_ID.col().isNotNull()));
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        Baskets baskets = new Baskets(in.read(PersonPurchases.TABLE));
        try {
            Map<String, RankingMetrics> trial = trial(baskets, asOf);
            Grade grade = grade(trial);
            return new Scored(proposals(in, baskets, asOf, grade), card(trial, grade, baskets, asOf));
        } finally {
            baskets.users().unpersist();
        }
    }

    /** Both candidates on what customers newly bought in the holdout; empty if nobody did. */
    private Map<String, RankingMetrics> trial(Baskets baskets, LocalDate asOf) {
        LocalDate cutoff = asOf.minusDays(settings.holdoutDays());
        Dataset<Row> before = baskets.until(cutoff).cache();
        try {
            Dataset<Row> owned = before.groupBy(Baskets.USER).agg(items().as(OWNED));
            Dataset<Row> judged = baskets.after(cutoff)
                    .join(before, new String[] {Baskets.USER, Baskets.ITEM}, "left_anti")
                    .groupBy(Baskets.USER)
                    .agg(items().as(BOUGHT))
                    .join(owned, Baskets.USER)
                    .orderBy(xxhash64(col(Baskets.USER), lit(seed)))
                    .limit((int) Math.min(settings.maxCustomersForEvaluation(), Integer.MAX_VALUE))
                    .cache();
            if (judged.isEmpty()) {
                return Map.of();
            }
            int products = baskets.products().size();
            boolean[] all = new boolean[products];
            Arrays.fill(all, true);
            int[] popular = baskets.popular(cutoff.minusDays(POPULAR_DAYS), cutoff);
            TasteModel taste = TasteModel.fit(before, products, settings, seed);
            Map<String, RankingMetrics> metrics = new LinkedHashMap<>();
            metrics.put(Shelf.POPULAR, measure(judged, null, new Shelf(new float[0][], all, popular, settings.k())));
            metrics.put(Shelf.ALS, measure(judged, taste, new Shelf(taste.items(), all, popular, settings.k())));
            judged.unpersist();
            return metrics;
        } finally {
            before.unpersist();
        }
    }

    private RankingMetrics measure(Dataset<Row> judged, TasteModel taste, Shelf shelf) {
        Dataset<Row> people = taste == null
                ? judged.withColumn(FEATURES, lit(null).cast("array<float>"))
                : judged.join(taste.users().withColumnRenamed("id", Baskets.USER), new String[] {Baskets.USER}, "left");
        List<List<Integer>> lists = new ArrayList<>();
        List<Set<Integer>> baskets = new ArrayList<>();
        for (Row row : people.select(Baskets.USER, FEATURES, OWNED, BOUGHT)
                .orderBy(Baskets.USER)
                .collectAsList()) {
            lists.add(shelf.choose(vector(row, 1), numbers(row, 2)).stream()
                    .map(Shelf.Proposal::item)
                    .toList());
            baskets.add(new HashSet<>(row.<Integer>getList(3)));
        }
        return RankingMetrics.of(lists, baskets, shelf.size());
    }

    private Dataset<Row> proposals(Inputs in, Baskets baskets, LocalDate asOf, Grade grade) {
        Dataset<Row> bought = baskets.until(asOf);
        int products = baskets.products().size();
        TasteModel taste = grade.isShipped() ? TasteModel.fit(bought, products, settings, seed) : null;
        Map<String, String> names = new HashMap<>();
        boolean[] available = available(in, baskets.products(), names);
        int[] popular = baskets.popular(asOf.minusDays(POPULAR_DAYS), asOf);
        Shelf shelf = new Shelf(taste == null ? new float[0][] : taste.items(), available, popular, settings.k());
        Dataset<Row> owned = bought.groupBy(Baskets.USER).agg(items().as(OWNED));
        Dataset<Row> known = baskets.users().join(owned, new String[] {Baskets.USER}, "left");
        Dataset<Row> tasted = taste == null
                ? known.withColumn(FEATURES, lit(null).cast("array<float>"))
                : known.join(taste.users().withColumnRenamed("id", Baskets.USER), new String[] {Baskets.USER}, "left");
        Dataset<Row> people = in.read(CustomerProfiles.TABLE)
                .select(CustomerProfiles.CUSTOMER_ID.col())
                .join(tasted, new String[] {Baskets.PERSON}, "left")
                .select(Baskets.PERSON, FEATURES, OWNED);
        return people.mapPartitions(
                writer(in, shelf, baskets.products(), names), Encoders.row(NextBestProducts.TABLE.structType()));
    }

    private static MapPartitionsFunction<Row, Row> writer(
            Inputs in, Shelf shelf, List<String> products, Map<String, String> names) {
        Broadcast<Shelf> shared = org.apache.spark.api.java.JavaSparkContext.fromSparkContext(
                        in.read(CustomerProfiles.TABLE).sparkSession().sparkContext())
                .broadcast(shelf);
        return rows -> new ProposalRows(rows, shared.value(), products, names);
    }

    /** Product names fill the given map; a product without a known stock can be sold. */
    private boolean[] available(Inputs in, List<String> products, Map<String, String> names) {
        Map<String, Long> stock = new HashMap<>();
        for (Row row : in.read(Products.TABLE)
                .select(Products.PRODUCT_ID.col(), Products.PRODUCT_NAME.col(), Products.STOCK.col())
                .collectAsList()) {
            if (!row.isNullAt(1)) {
                names.put(row.getString(0), row.getString(1));
            }
            if (!row.isNullAt(2)) {
                stock.put(row.getString(0), row.getLong(2));
            }
        }
        boolean[] available = new boolean[products.size()];
        for (int i = 0; i < available.length; i++) {
            available[i] = !settings.inStockOnly() || stock.getOrDefault(products.get(i), 1L) > 0;
        }
        return available;
    }

    private static Grade grade(Map<String, RankingMetrics> trial) {
        return trial.isEmpty()
                ? Grade.NONE
                : Grade.of(trial.get(Shelf.ALS).ndcg(), trial.get(Shelf.POPULAR).ndcg());
    }

    private ModelCard card(Map<String, RankingMetrics> trial, Grade grade, Baskets baskets, LocalDate asOf) {
        LocalDate cutoff = asOf.minusDays(settings.holdoutDays());
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        trial.forEach((name, measured) -> metrics.put(name, measures(measured)));
        String ndcg = "NDCG@" + settings.k();
        return new ModelCard(
                name(),
                "Which product that they do not own yet will each customer buy next?",
                grade.word(),
                ndcg + " (ideal over the whole basket)",
                trial.isEmpty() ? null : metrics.get(Shelf.ALS).get(ndcg),
                "the most popular products that the customer does not own",
                trial.isEmpty() ? null : metrics.get(Shelf.POPULAR).get(ndcg),
                grade.isShipped(),
                decision(grade),
                Map.of(
                        "learned from", "all purchases to " + cutoff,
                        "judged on", "new products bought from " + cutoff.plusDays(1) + " to " + asOf,
                        "proposed for", asOf.toString()),
                Map.of(
                        "products",
                        (long) baskets.products().size(),
                        "judged customers",
                        trial.isEmpty() ? 0L : trial.get(Shelf.ALS).customers()),
                List.of("days on which the customer bought the product"),
                Map.of(
                        "rank", String.valueOf(settings.rank()),
                        "iterations", String.valueOf(settings.iterations()),
                        "regularisation", String.valueOf(settings.regularisation()),
                        "alpha", String.valueOf(settings.alpha()),
                        "blocks", String.valueOf(settings.blocks())),
                metrics,
                seed,
                Map.of("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION()));
    }

    private Map<String, Double> measures(RankingMetrics measured) {
        Map<String, Double> all = new LinkedHashMap<>();
        all.put("NDCG@" + settings.k(), rounded(measured.ndcg()));
        all.put("recall@" + settings.k(), rounded(measured.recall()));
        all.put("hit rate@" + settings.k(), rounded(measured.hitRate()));
        all.put("coverage", rounded(measured.coverage()));
        return all;
    }

    private static String decision(Grade grade) {
        return switch (grade) {
            case A, B -> "The model found more of what was bought than popularity did and proposes tonight.";
            case C -> "The model did not beat popularity on the later period: popular products are proposed tonight.";
            case NONE -> "Nobody bought a new product in the holdout: popular products are proposed tonight.";
        };
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    private static org.apache.spark.sql.Column items() {
        return array_sort(collect_list(col(Baskets.ITEM)));
    }

    private static float[] vector(Row row, int place) {
        return row.isNullAt(place) ? null : TasteModel.vector(row.getList(place));
    }

    private static int[] numbers(Row row, int place) {
        return row.isNullAt(place)
                ? new int[0]
                : row.<Integer>getList(place).stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    /** The rows of one partition, person by person. */
    private static final class ProposalRows implements Iterator<Row> {
        private final Iterator<Row> people;
        private final Shelf shelf;
        private final List<String> products;
        private final Map<String, String> names;
        private Iterator<Row> current = List.<Row>of().iterator();

        ProposalRows(Iterator<Row> people, Shelf shelf, List<String> products, Map<String, String> names) {
            this.people = people;
            this.shelf = shelf;
            this.products = products;
            this.names = names;
        }

        @Override
        public boolean hasNext() {
            while (!current.hasNext() && people.hasNext()) {
                current = rows(people.next()).iterator();
            }
            return current.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException();
            }
            return current.next();
        }

        private List<Row> rows(Row person) {
            List<Row> rows = new ArrayList<>();
            for (Shelf.Proposal proposal : shelf.choose(vector(person, 1), numbers(person, 2))) {
                rows.add(RowFactory.create(
                        person.getString(0),
                        rows.size() + 1,
                        products.get(proposal.item()),
                        (double) Math.round(proposal.score() * 1e6) / 1e6,
                        proposal.source(),
                        reason(proposal)));
            }
            return rows;
        }

        private String reason(Shelf.Proposal proposal) {
            if (Shelf.POPULAR.equals(proposal.source())) {
                return "popular with all customers";
            }
            if (proposal.because() < 0) {
                return "bought by people with a similar taste";
            }
            String other = products.get(proposal.because());
            return "bought by people who also bought " + names.getOrDefault(other, other);
        }
    }
}
