package io.nightjar.measure;

import io.nightjar.publish.ReadyFile;
import io.nightjar.store.Fingerprint;
import io.nightjar.store.Json;
import io.nightjar.store.Manifest;
import io.nightjar.store.Places;
import io.nightjar.store.RunFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What readers of the warehouse and of the lists see, told from outside: by reading the tables and files themselves.
 *
 * @param main order-free content hash of every table's main branch; {@code none} before the first publication
 * @param pointed the same of the branch that the table {@code publication} names
 * @param pointer run that the table {@code publication} names
 * @param lists run that {@code _LATEST.json} names
 * @param breaches what does not hang together; empty if all does
 */
public record PublishedNight(
        Map<String, String> main,
        Map<String, String> pointed,
        Optional<String> pointer,
        Optional<String> lists,
        List<String> breaches) {
    private static final String POINTER = "publication";
    /** Tells how long steps took, which no two nights share. */
    private static final String RUN_LOG = "run_log";

    /** @param namespace of the tables, with its catalog */
    public static PublishedNight read(SparkSession spark, String namespace, Places places, Path lists) {
        List<String> breaches = new ArrayList<>();
        Map<String, String> main = new TreeMap<>();
        Map<String, String> pointed = new TreeMap<>();
        Set<String> tables = tables(spark, namespace);
        Optional<Row> pointer = tables.contains(POINTER)
                ? spark.table(namespace + "." + POINTER).collectAsList().stream()
                        .findFirst()
                : Optional.empty();
        for (String table : tables) {
            if (!POINTER.equals(table) && !RUN_LOG.equals(table)) {
                main.put(table, hash(spark.table(namespace + "." + table)));
                pointer.flatMap(row -> branch(spark, namespace + "." + table, row.getString(2)))
                        .ifPresent(rows -> pointed.put(table, hash(rows)));
            }
        }
        Optional<String> latest = latest(places, lists);
        latest.ifPresent(run -> breaches.addAll(brokenFiles(places, new Path(lists, run))));
        return new PublishedNight(main, pointed, pointer.map(row -> row.getString(0)), latest, breaches);
    }

    /** Content hashes of the published tables by the night's own books. */
    public static Map<String, String> booked(Places places, Path work, String runId) {
        Manifest manifest = new RunFolder(places, work).latest(runId).orElseThrow();
        Map<String, String> hashes = new TreeMap<>();
        manifest.outputs().stream()
                .filter(output -> output.destination().equals("warehouse")
                        && !output.dataset().equals(RUN_LOG))
                .forEach(output -> hashes.put(output.dataset(), output.contentHash()));
        return hashes;
    }

    /** The same for the lists: SHA-256 by file name. */
    public static Map<String, String> bookedLists(Places places, Path work, String runId) {
        Manifest manifest = new RunFolder(places, work).latest(runId).orElseThrow();
        Map<String, String> hashes = new TreeMap<>();
        manifest.outputs().stream()
                .filter(output -> !output.destination().equals("warehouse"))
                .forEach(output -> hashes.put(output.name(), output.contentHash()));
        return hashes;
    }

    /**
     * What is neither wholly the one nor wholly the other night.
     *
     * @param nights content hashes by table, by run
     */
    public List<String> mixtures(Map<String, Map<String, String>> nights) {
        List<String> found = new ArrayList<>(breaches);
        main.forEach((table, hash) -> {
            if (nights.values().stream().noneMatch(night -> hash.equals(night.get(table)))
                    && !(hash.equals("none") && pointer.isEmpty())) {
                found.add("table " + table + " is " + hash + ", which no night made: " + nights);
            }
        });
        pointer.ifPresent(run -> {
            if (!pointed.equals(nights.get(run))) {
                found.add("the branch of " + run + ", which readers are pointed to, holds " + pointed + " instead of "
                        + nights.get(run));
            }
        });
        lists.filter(run -> !nights.containsKey(run)).ifPresent(run -> found.add("lists are of an unknown run " + run));
        return found;
    }

    private static Set<String> tables(SparkSession spark, String namespace) {
        Set<String> names = new TreeSet<>();
        String catalog = namespace.substring(0, namespace.indexOf('.'));
        String bare = namespace.substring(namespace.indexOf('.') + 1);
        boolean exists = spark.sql("SHOW NAMESPACES IN " + catalog).collectAsList().stream()
                .anyMatch(row -> row.getString(0).equals(bare));
        if (exists) {
            spark.sql("SHOW TABLES IN " + namespace).collectAsList().forEach(row -> names.add(row.getString(1)));
        }
        return names;
    }

    private static Optional<Dataset<Row>> branch(SparkSession spark, String table, String branch) {
        boolean exists =
                !spark.table(table + ".refs").where("name = '" + branch + "'").isEmpty();
        return exists ? Optional.of(spark.read().option("branch", branch).table(table)) : Optional.empty();
    }

    /** Count and sum of all rows' hashes, as the night's own audit has it. */
    private static String hash(Dataset<Row> rows) {
        List<String> hashed = new ArrayList<>();
        for (String column : rows.columns()) {
            hashed.add("`" + column + "`");
        }
        for (String column : rows.columns()) {
            hashed.add("isnull(`" + column + "`)");
        }
        String columns = String.join(", ", hashed);
        Row found = rows.selectExpr("count(*)", "sum(cast(xxhash64(" + columns + ") as decimal(38,0)))")
                .head();
        BigDecimal sum = found.getDecimal(1);
        return found.getLong(0) + "-" + (sum == null ? "0" : sum.toBigInteger().toString(16));
    }

    private static Optional<String> latest(Places places, Path lists) {
        Path file = new Path(lists, "_LATEST.json");
        return places.read(file)
                .map(bytes -> String.valueOf(
                        Json.parse(bytes, Map.class, file.toString()).get("folder")));
    }

    private static List<String> brokenFiles(Places places, Path folder) {
        List<String> broken = new ArrayList<>();
        Optional<byte[]> ready = places.read(new Path(folder, "_READY.json"));
        if (ready.isEmpty()) {
            return List.of(folder.getName() + " is named as the latest but has no _READY.json");
        }
        ReadyFile files = Json.parse(ready.get(), ReadyFile.class, folder + "/_READY.json");
        if (!files.runId().equals(folder.getName())) {
            broken.add(folder.getName() + " says it is of " + files.runId());
        }
        Set<String> names = new TreeSet<>(Set.of("_READY.json"));
        for (ReadyFile.Entry entry : files.files()) {
            names.add(entry.name());
            String sha256 = sha256(places, new Path(folder, entry.name()));
            if (!sha256.equals(entry.sha256())) {
                broken.add(entry.name() + " of " + folder.getName() + " has sha256 " + sha256 + " instead of "
                        + entry.sha256());
            }
        }
        for (FileStatus found : places.list(folder)) {
            if (!names.contains(found.getPath().getName())) {
                broken.add(folder.getName() + " holds " + found.getPath().getName() + ", which _READY.json leaves out");
            }
        }
        return broken;
    }

    private static String sha256(Places places, Path file) {
        if (!places.exists(file)) {
            return "(no such file)";
        }
        try (InputStream in = places.fileSystem(file).open(file)) {
            return new Fingerprint().addStream(in).hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
