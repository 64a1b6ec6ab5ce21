package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.config.NextBestProductSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.Memory;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.MergedPersons;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.ShownProducts;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts how often each new product stood in a person's list and was not bought, so that the same list is not shown for
 * ever. Where contacts are known a night counts only if a message went to the person that day or later; where they are
 * not, every night counts. What was counted before counts nine tenths.
 */
public final class BuildShownProducts implements TableJob {
    private static final double KEPT = 0.9;
    private static final double FORGOTTEN = 0.3;

    private final NextBestProductSettings settings;

    public BuildShownProducts(NextBestProductSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(PersonPurchases.TABLE, PersonContacts.TABLE, MergedPersons.TABLE);
    }

    @Override
    public List<Table> previousInputs() {
        return List.of(NextBestProducts.TABLE, ShownProducts.TABLE);
    }

    @Override
    public Table output() {
        return ShownProducts.TABLE;
    }

    @Override
    public String settings() {
        return String.valueOf(settings.k());
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Optional<Dataset<Row>> lists = Memory.of(in, NextBestProducts.TABLE, NextBestProducts.PRODUCT_ID.col());
        Dataset<Row> before = Memory.of(
                        in, ShownProducts.TABLE, ShownProducts.SHOWN.col().desc())
                .orElseGet(() -> in.read(PersonPurchases.TABLE)
                        .limit(0)
                        .select(
                                ShownProducts.CUSTOMER_ID.col(),
                                ShownProducts.PRODUCT_ID.col(),
                                ShownProducts.SHOWN.of(lit(0))));
        String[] key = {ShownProducts.CUSTOMER_ID.name(), ShownProducts.PRODUCT_ID.name()};
        if (lists.isEmpty()) {
            return before.join(bought(in), key, "left_anti");
        }
        Dataset<Row> last = lists.get()
                .where(NextBestProducts.RANK
                        .col()
                        .leq(settings.k())
                        .and(NextBestProducts.EXPLORE_RANK.col().isNotNull()))
                .select(ShownProducts.CUSTOMER_ID.col(), ShownProducts.PRODUCT_ID.col())
                .distinct()
                .withColumn("now", lit(1.0));
        Dataset<Row> tonight = in.has(PersonContacts.TABLE) ? last.join(written(in, asOf), key[0], "left_semi") : last;
        Column shown = coalesce(ShownProducts.SHOWN.col(), lit(0))
                .multiply(KEPT)
                .plus(coalesce(org.apache.spark.sql.functions.col("now"), lit(0)));
        return before.join(tonight, key, "full")
                .join(bought(in), key, "left_anti")
                .select(ShownProducts.CUSTOMER_ID.col(), ShownProducts.PRODUCT_ID.col(), ShownProducts.SHOWN.of(shown))
                .where(ShownProducts.SHOWN.col().geq(FORGOTTEN));
    }

    /** To whom something was sent in the last day; who was kept back as control got nothing. */
    private static Dataset<Row> written(Inputs in, LocalDate asOf) {
        return in.read(PersonContacts.TABLE)
                .where(Contacts.SENT_AT
                        .col()
                        .cast("date")
                        .geq(lit(asOf.minusDays(1)))
                        .and(coalesce(Contacts.IS_CONTROL.col(), lit(false)).equalTo(false)))
                .select(ShownProducts.CUSTOMER_ID.col())
                .distinct();
    }

    private static Dataset<Row> bought(Inputs in) {
        return in.read(PersonPurchases.TABLE).select(ShownProducts.CUSTOMER_ID.col(), ShownProducts.PRODUCT_ID.col());
    }
}
