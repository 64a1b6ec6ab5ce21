package io.nightjar.measure;

import io.nightjar.config.CartSettings;
import io.nightjar.config.SettingsLoader;
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
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Mixin
    private TrueShop shop = new TrueShop(2_000);

    @Option(
            names = "--carts",
            paramLabel = "FOLDER",
            description = "Table carts of the sample shop, made already. Default: a shop and its table are made.")
    private Path made;

    @Override
    public Integer call() throws IOException, SQLException {
        Path exports = ShopConf.root().resolve("sample-data");
        if (made == null) {
            shop.write();
            exports = shop.exports();
        }
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duck.createStatement()) {
            if (made == null) {
                shop.view(sql, "score-carts");
            } else {
                TrueShop.view(sql, "carts", made);
            }
            judge(sql, exports);
        }
        return 0;
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

    private static void judge(Statement sql, Path exports) throws SQLException {
        sql.execute("""
            create table judged as
            select c.*, coalesce(t.fate, 'unknown') as fate
            from carts c
            left join read_csv('%s/truth/carts.csv', header = true, all_varchar = true) t
              on t.event_id = c.cart_event_id
            where c.cart_state <> 'open' and c.cart_on >= date '%s'
            """.formatted(exports, countedFrom()));
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
