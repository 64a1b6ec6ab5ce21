package io.nightjar.measure;

import io.nightjar.config.CartSettings;
import io.nightjar.config.SettingsLoader;
import io.nightjar.sample.SampleSettings;
import io.nightjar.sample.SampleShop;
import io.nightjar.schema.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Carts of a shop whose truth is known: whom a plain "left a cart" rule writes to and whom we do, on evenings later than
 * those that were learned from and those that the believed trust was chosen on, by why the cart was filled.
 */
@Command(
        name = "carts",
        mixinStandardHelpOptions = true,
        description = "People not bothered and buyers missed by cart trust, against the plain rule and against truth.")
final class MeasureCarts implements Callable<Integer> {
    private static final Pattern PLACE =
            Pattern.compile("^carts: [\\d,]+ rows, .*, in (?:file:)?(\\S+)$", Pattern.MULTILINE);

    @Option(
            names = "--customers",
            defaultValue = "2000",
            paramLabel = "N",
            description = "Size. Default: ${DEFAULT-VALUE}.")
    private int customers;

    @Option(
            names = "--seed",
            defaultValue = "42",
            paramLabel = "N",
            description = "Of the shop. Default: 42, the sample.")
    private long seed;

    @Option(
            names = "--carts",
            paramLabel = "FOLDER",
            description = "Table carts of the sample shop, made already. Default: a shop and its table are made.")
    private Path made;

    @Override
    public Integer call() throws IOException, SQLException {
        Path exports = ShopConf.root().resolve("sample-data");
        String carts = made == null ? null : made.toString();
        if (made == null) {
            Bench bench = new Bench();
            exports = bench.scratch().resolve("exports");
            SampleShop.write(new SampleSettings(customers, 13, Bench.DATE, seed, 2), exports, (done, all) -> {});
            carts = table(bench, exports);
        }
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duck.createStatement()) {
            judge(sql, carts, exports);
        }
        return 0;
    }

    private String table(Bench bench, Path exports) throws IOException {
        Path conf = ShopConf.write(bench.scratch(), exports, "");
        Child.Cost cost = Bench.done(bench.script(
                "nightjar",
                Map.of(),
                Bench.with(
                        bench.home("home"),
                        List.of("job", "carts", "-c", conf.toString(), "--date", Bench.DATE.toString()))));
        Matcher place = PLACE.matcher(cost.output());
        if (!place.find()) {
            throw new IllegalStateException("No table in:\n" + cost.output());
        }
        System.out.printf(Locale.ROOT, "A shop of %,d customers, seed %d%n", customers, seed);
        return place.group(1);
    }

    /** The middle of the period that is judged: the trust that is believed was chosen on the first half. */
    private static LocalDate countedFrom() {
        CartSettings settings = new SettingsLoader(Sources.canonicalColumns())
                .load(List.of(ShopConf.root().resolve("conf/local.conf")), Map.of(), Map.of())
                .behaviour()
                .carts();
        return Bench.DATE
                .minusDays(settings.horizonDays() + settings.judgedDays() - 1L)
                .plusDays(settings.judgedDays() / 2);
    }

    private static void judge(Statement sql, String carts, Path exports) throws SQLException {
        sql.execute("""
            create table judged as
            select c.*, coalesce(t.fate, 'unknown') as fate
            from '%s/*.parquet' c
            left join read_csv('%s/truth/carts.csv', header = true, all_varchar = true) t
              on t.event_id = c.cart_event_id
            where c.cart_state <> 'open' and c.cart_on >= date '%s'
            """.formatted(carts, exports, countedFrom()));
        Lines lines = new Lines(
                "why it was filled",
                "plain rule: carts",
                "people",
                "our list: carts",
                "people",
                "not bothered",
                "bought",
                "bought, ours");
        for (String fate : List.of("meant_but_left", "idle", "bought", "unknown", "%")) {
            try (ResultSet row = sql.executeQuery("""
                select count(*), count(distinct customer_id), count(*) filter (is_believed),
                  count(distinct customer_id) filter (is_believed), count(*) filter (cart_state = 'bought'),
                  count(*) filter (cart_state = 'bought' and is_believed)
                from judged where fate like '%s'\
                """.formatted(fate))) {
                row.next();
                lines.add(
                        fate.equals("%") ? "all" : fate,
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(2) - row.getLong(4),
                        row.getLong(5),
                        row.getLong(6));
            }
        }
        lines.print();
    }
}
