package io.nightjar.identity.match;

import io.nightjar.config.MatchSettings;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The work of matching by itself: bringing records together, comparing them, counting patterns; by our code and by
 * DuckDB, with the same rules, caps and blocking keys on the same rows.
 */
public final class MatchSpeed {
    static final StructType DESCRIBED = new StructType()
            .add(PersonRecords.SOURCE, DataTypes.StringType)
            .add(PersonRecords.KEY, DataTypes.StringType)
            .add(PersonRecords.PARTS, DataTypes.createArrayType(DataTypes.StringType));

    private static final int SHARDS = 64;
    private static final int AT_A_TIME = 100_000;
    private static final long DRIVER_LINKS = 20_000_000;

    private final People people;
    private final MatchSettings settings;

    public MatchSpeed(People people, MatchSettings settings) {
        this.people = people;
        this.settings = settings;
    }

    /**
     * What something cost.
     *
     * @param pairs that were compared, or records where nothing is
     * @param seconds from start to end
     * @param cpuSeconds of all threads
     */
    public record Cost(long pairs, double seconds, double cpuSeconds) {}

    /** Blocks, compares each pair once, and counts patterns. */
    public Cost ours() {
        return timed(() -> {
            Blocks blocks = new Blocks(people, settings.rules(), settings.maxBlock());
            return IntStream.range(0, SHARDS)
                    .parallel()
                    .mapToLong(shard -> compared(blocks, shard))
                    .sum();
        });
    }

    /** The whole of it: also learning, scoring and joining. */
    public Cost whole(long seed) {
        return timed(() -> (long) people.size()
                - new IdentityMatch(people, settings, seed).matching().joins());
    }

    /** The whole of it by Spark, from a file of the records. */
    public Cost spread(SparkSession spark, String folder, long seed) {
        Dataset<Row> described = spark.read().parquet(written(spark, folder));
        return timed(() -> (long) people.size()
                - new SpreadMatch(described, settings, seed, DRIVER_LINKS)
                        .matching()
                        .joins());
    }

    private String written(SparkSession spark, String folder) {
        for (int from = 0; from < people.size(); from += AT_A_TIME) {
            spark.createDataFrame(rows(people, from, Math.min(people.size(), from + AT_A_TIME)), DESCRIBED)
                    .coalesce(1)
                    .write()
                    .mode("append")
                    .parquet(folder);
        }
        return folder;
    }

    /** As {@link SpreadMatch} takes them. */
    static List<Row> rows(People people, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(record -> RowFactory.create(
                        people.source(record),
                        people.key(record),
                        Arrays.stream(Part.all())
                                .map(part -> people.at(part, record))
                                .toArray(String[]::new)))
                .toList();
    }

    private long compared(Blocks blocks, int shard) {
        Comparer comparer = new Comparer(people);
        PatternCounts counts = new PatternCounts();
        int end = (int) ((long) blocks.count() * (shard + 1) / SHARDS);
        for (int block = (int) ((long) blocks.count() * shard / SHARDS); block < end; block++) {
            blocks.pairs(block, (a, b) -> counts.add(comparer.pattern(a, b)));
        }
        long pairs = 0;
        for (long count : counts.counts()) {
            pairs += count;
        }
        return pairs;
    }

    /** The same in SQL; the rows and the keys of the rules are there before the clock starts. */
    public Cost duckdb(Connection duck, int threads) throws SQLException {
        try (Statement sql = duck.createStatement()) {
            sql.execute("set threads = " + threads);
            load(duck, sql);
            return timed(() -> {
                try {
                    return compared(sql);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    private long compared(Statement sql) throws SQLException {
        List<List<Atom>> rules = settings.rules().stream().map(Atom::rule).toList();
        String keys = IntStream.range(0, rules.size())
                .mapToObj(rule -> key(rules.get(rule)) + " as k" + rule)
                .collect(Collectors.joining(", "));
        sql.execute("create table keyed as select id, " + keys + " from people");
        sql.execute("create table pairs (a integer, b integer)");
        for (int rule = 0; rule < rules.size(); rule++) {
            StringBuilder query =
                    new StringBuilder("insert into pairs select x.id, y.id from keyed x join keyed y on x.k" + rule
                            + " = y.k" + rule + " and x.id < y.id where true");
            for (int earlier = 0; earlier < rule; earlier++) {
                query.append(" and coalesce(x.k" + earlier + " <> y.k" + earlier + ", true)");
            }
            sql.execute(query.toString());
        }
        sql.execute("create table patterns as select " + levels() + ", count(*) as n from pairs"
                + " join people x on x.id = pairs.a join people y on y.id = pairs.b group by all");
        try (ResultSet count = sql.executeQuery("select coalesce(sum(n), 0) from patterns")) {
            count.next();
            return count.getLong(1);
        }
    }

    /** A rule's block of a record: its first values whose group is small enough. */
    private String key(List<Atom> rule) {
        StringBuilder key = new StringBuilder("case");
        List<String> columns = new ArrayList<>();
        for (Atom atom : rule) {
            columns.add(column(atom));
            String group = String.join(", ", columns);
            key.append(" when " + column(atom) + " is null then null when count(*) over (partition by " + group
                    + ") <= " + settings.maxBlock() + " then hash(" + columns.size() + ", " + group + ")");
        }
        return key.append(" end").toString();
    }

    private static String levels() {
        List<String> levels = new ArrayList<>();
        levels.add(level(
                Part.GIVEN_NAME,
                "when x.given_name = y.surname and x.surname = y.given_name then 4"
                        + " when levenshtein({x}, {y}) <= 1 or jaro_winkler_similarity({x}, {y}) >= 0.92 then 5"
                        + " when length({x}) = 1 or length({y}) = 1 then 2"
                        + " when jaro_winkler_similarity({x}, {y}) >= 0.84 or starts_with({x}, {y})"
                        + " or starts_with({y}, {x}) or levenshtein({x}, {y}) <= 2 then 3"));
        levels.add(level(
                Part.SURNAME,
                "when levenshtein({x}, {y}) <= 1 or jaro_winkler_similarity({x}, {y}) >= 0.92 then 5"
                        + " when jaro_winkler_similarity({x}, {y}) >= 0.84 or levenshtein({x}, {y}) <= 2 then 3"));
        levels.add(level(
                Part.BIRTH_DATE,
                "when damerau_levenshtein({x}, {y}) <= 1 then 4 when damerau_levenshtein({x}, {y}) <= 2 then 3"
                        + " when {x}[1:4] = {y}[1:4] then 2"));
        levels.add(level(
                Part.EMAIL,
                "when x.mailbox_mark <> y.mailbox_mark then 1 when levenshtein({x}, {y}) <= 2 then 4"
                        + " when levenshtein({x}, {y}) <= length({x}) // 4 then 3"
                        + " when split_part({x}, '@', 2) = split_part({y}, '@', 2) then 2"));
        levels.add(level(Part.MAILBOX_MARK, ""));
        levels.add(level(
                Part.PHONE,
                "when damerau_levenshtein({x}, {y}) <= 1 then 3 when damerau_levenshtein({x}, {y}) <= 2 then 2"));
        levels.add(level(Part.HOUSE_NUMBER, "when levenshtein({x}, {y}) <= 1 then 3"));
        String place = "when levenshtein({x}, {y}) <= 2 or jaro_winkler_similarity({x}, {y}) >= 0.92 then 4"
                + " when jaro_winkler_similarity({x}, {y}) >= 0.84 then 2";
        levels.add(level(Part.STREET, place));
        levels.add(level(Part.CITY, place));
        levels.add(level(Part.POSTCODE, "when levenshtein({x}, {y}) <= 1 then 3 when {x}[1:2] = {y}[1:2] then 2"));
        return String.join(", ", levels);
    }

    private static String level(Part part, String cases) {
        String column = part.name().toLowerCase(Locale.ROOT);
        return ("case when {x} is null or {y} is null then 0 when {x} = {y} then 9 " + cases + " else 1 end as l_"
                        + column)
                .replace("{x}", "x." + column)
                .replace("{y}", "y." + column);
    }

    private void load(Connection duck, Statement sql) throws SQLException {
        StringBuilder columns = new StringBuilder("id integer");
        for (Part part : Part.all()) {
            columns.append(", ").append(part.name()).append(" varchar");
        }
        for (Atom atom : Atom.values()) {
            columns.append(", ").append(column(atom)).append(" bigint");
        }
        sql.execute("create table people (" + columns + ")");
        try (DuckDBAppender rows = duck.unwrap(DuckDBConnection.class).createAppender("main", "people")) {
            for (int record = 0; record < people.size(); record++) {
                rows.beginRow();
                rows.append(record);
                for (Part part : Part.all()) {
                    String text = people.at(part, record);
                    if (text == null) {
                        rows.appendNull();
                    } else {
                        rows.append(text);
                    }
                }
                int at = record;
                for (Atom atom : Atom.values()) {
                    long key = atom.of(part -> people.at(part, at));
                    if (key == 0) {
                        rows.appendNull();
                    } else {
                        rows.append(key >> 32);
                    }
                }
                rows.endRow();
            }
        }
    }

    private static String column(Atom atom) {
        return "key_" + atom.name().toLowerCase(Locale.ROOT);
    }

    private static Cost timed(Supplier<Long> work) {
        long cpu = cpu();
        long start = System.nanoTime();
        long pairs = work.get();
        return new Cost(pairs, (System.nanoTime() - start) / 1e9, (cpu() - cpu) / 1e9);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
