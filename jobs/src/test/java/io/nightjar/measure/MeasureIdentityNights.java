package io.nightjar.measure;

import io.nightjar.IdentityNight;
import io.nightjar.Tables;
import io.nightjar.config.Settings;
import io.nightjar.config.SettingsLoader;
import io.nightjar.identity.IdentityLedger;
import io.nightjar.identity.match.ScoreMatches;
import io.nightjar.sample.SampleSettings;
import io.nightjar.sample.SampleShop;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityChanges;
import io.nightjar.schema.IdentityEdges;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Sources;
import io.nightjar.schema.Table;
import io.nightjar.staging.StageSource;
import io.nightjar.store.feed.Tokeniser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Nights of a shop that grows: every night knows the rows up to its date, and on every night some customers change their
 * address, move, marry or swap mailboxes. Counts ids that changed although neither records nor links did, customers whose
 * id went with an address they gave up, and merges and splits that have no row.
 */
@Command(
        name = "identity-nights",
        mixinStandardHelpOptions = true,
        description = "Whether ids last while a simulated shop grows and its customers change night by night.")
final class MeasureIdentityNights implements Callable<Integer> {
    private static final int CHANGE_ONE_OF = 200;

    @Option(names = "--nights", defaultValue = "30", paramLabel = "N", description = "Default: 30.")
    private int nights;

    @Option(names = "--customers", defaultValue = "300", paramLabel = "N", description = "Default: 300.")
    private int customers;

    @Override
    public Integer call() throws IOException {
        Bench bench = new Bench();
        Path exports = bench.scratch().resolve("exports");
        SampleShop.write(new SampleSettings(customers, 13, Bench.DATE, 7, 2), exports, (done, all) -> {});
        Path conf = ShopConf.write(bench.scratch(), exports, "");
        Bench.done(bench.job("collect-identifiers", conf));
        Settings settings =
                new SettingsLoader(Sources.canonicalColumns()).load(List.of(conf), System.getenv(), Map.of());
        try (SparkSession spark = session()) {
            run(spark, Path.of(bench.home("home"), "work", "tables"), settings);
        }
        return 0;
    }

    private void run(SparkSession spark, Path tables, Settings settings) throws IOException {
        Tokeniser tokeniser = new Tokeniser("a key that is no secret at all".getBytes(StandardCharsets.UTF_8));
        IdentityNight night = new IdentityNight(settings.identity(), settings.links(), tokeniser);
        IdentityLedger ledger = new IdentityLedger();
        Lines lines = new Lines(
                "night",
                "altered",
                "records",
                "persons",
                "new",
                "merged",
                "split",
                "gone",
                "ids without cause",
                "ids taken away",
                "rows missing");
        Tables last = null;
        Tables exports = staged(spark, tables);
        for (SourceTable source : Sources.ALL) {
            if (exports.has(source.staged())) {
                exports.with(source.staged(), exports.read(source.staged()).cache());
            }
        }
        List<Row> customers = exports.read(Customers.TABLE).collectAsList();
        ChangingCustomers changing = new ChangingCustomers(customers, settings.seed());
        long altered = 0;
        for (LocalDate day = Bench.DATE.minusDays(nights - 1L); !day.isAfter(Bench.DATE); day = day.plusDays(1)) {
            Tables in = new Tables(spark);
            for (SourceTable source : Sources.ALL) {
                if (exports.has(source.staged())) {
                    in.with(source.staged(), exports.read(source.staged()));
                }
            }
            if (last != null) {
                in.lastNight(IdentityLinks.TABLE, last.read(IdentityLinks.TABLE));
                in.lastNight(Identifiers.TABLE, last.read(Identifiers.TABLE));
                altered = changing.change(day, customers.size() / CHANGE_ONE_OF + 1);
            }
            in.with(Customers.TABLE, spark.createDataFrame(changing.rows(), Customers.TABLE.structType()));
            if (settings.identity().match().enabled()) {
                ScoreMatches match =
                        new ScoreMatches(settings.identity(), settings.links().driverLinks(), settings.seed());
                in.with(IdentityEdges.TABLE, match.learn(in, day).scores());
            }
            night.run(in, day);
            last = in;
            IdentityLedger.Night sum = ledger.add(
                    in.read(IdentityLinks.TABLE).collectAsList(),
                    in.read(IdentityChanges.TABLE).collectAsList());
            lines.add(
                    day,
                    altered,
                    sum.records(),
                    sum.persons(),
                    sum.changes().getOrDefault(IdentityChanges.NEW, 0L),
                    sum.changes().getOrDefault(IdentityChanges.MERGED, 0L),
                    sum.changes().getOrDefault(IdentityChanges.SPLIT, 0L),
                    sum.changes().getOrDefault(IdentityChanges.GONE, 0L),
                    sum.withoutCause(),
                    sum.idsTakenAway(),
                    sum.rowsMissing());
        }
        lines.print();
        System.out.println("Ids given twice: " + ledger.givenTwice());
    }

    static Tables staged(SparkSession spark, Path tables) throws IOException {
        Tables in = new Tables(spark);
        for (SourceTable source : Sources.ALL) {
            if (Files.isDirectory(tables.resolve(source.parsed().name()))) {
                in.with(source.parsed(), kept(spark, tables, source.parsed()))
                        .with(source.dropped(), kept(spark, tables, source.dropped()));
                in.with(source.staged(), new StageSource(source).build(in, Bench.DATE));
            }
        }
        return in;
    }

    private static Dataset<Row> kept(SparkSession spark, Path tables, Table table) throws IOException {
        try (Stream<Path> below = Files.walk(tables.resolve(table.name()), 2)) {
            Path data = below.filter(path -> path.getFileName().toString().startsWith("data-"))
                    .findFirst()
                    .orElseThrow();
            return spark.read().schema(table.structType()).parquet(data.toString());
        }
    }

    static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("nightjar-measure")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }
}
