package io.nightjar.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.config.Settings;
import io.nightjar.schema.Customers;
import io.nightjar.schema.FeedAccounts;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.Purchases;
import io.nightjar.store.feed.Forgotten;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows of people who are to be forgotten are counted and not kept; what else names them is found. */
@ExtendWith(SparkExtension.class)
final class ForgottenRowsTest {
    private static final String PURCHASES = "order_id,customer_key,email,phone,ordered_at,product_id,amount\n";
    private static final String CONF = """
            sources.purchases { max-quarantined-share = 1, feeds = [{ path = ${IN}"/p*.csv" }] }
            sources.customers.feeds = [{ path = ${IN}"/c*.csv" }]
            """;

    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void begin(SparkSession spark) {
        desk = new Desk(spark, folder);
    }

    @Test
    void rowsOfTheForgottenAreSuppressedAndTheBooksBalance() throws IOException {
        desk.file("p.csv", PURCHASES + """
                1,C1,,,2026-01-01,A,1.00
                2,,ANN@mail.at ,,2026-01-02,A,2.00
                3,C2,bob@mail.at,,2026-01-03,A,3.00
                4,C2,bob@mail.at,,2026-01-03,A,nonsense
                5,C1,ann@mail.at,,2026-01-03,A,nonsense
                6,C3,ann@mail.at,,2026-01-03,A
                1,C1,,,2026-01-01,A,1.00
                """);
        desk.file("c.csv", "customer_key,email,phone\nC1,ann@mail.at,\nC2,bob@mail.at,\n");
        Staged staged = desk.stage(desk.settings(CONF), forgotten("login:C1", "email:ann@mail.at"));
        assertThat(staged.kept(Purchases.SOURCE, Purchases.ORDER_ID, Purchases.CUSTOMER_KEY))
                .containsExactly("4 3|C2");
        assertThat(staged.kept(Customers.SOURCE, Customers.CUSTOMER_KEY)).containsExactly("3 C2");
        assertThat(staged.rejected()).singleElement().asString().startsWith("5 UNREADABLE");
        assertThat(staged.accounts())
                .as("read = kept + quarantined + duplicates + repeated keys; the rest is suppressed")
                .containsExactly("customers/customers in/c.csv 2=1+0+0+0", "purchases/purchases in/p.csv 7=1+1+0+0");
        assertThat(staged.rows(FeedAccounts.TABLE))
                .extracting(row -> row.<Long>getAs(FeedAccounts.ROWS_SUPPRESSED.name()))
                .containsExactlyInAnyOrder(1L, 5L);
        for (Row row : staged.rows(Purchases.SOURCE.parsed())) {
            assertThat(row.mkString("|").toLowerCase(Locale.ROOT)).doesNotContain("ann@", "c1|");
        }
    }

    @Test
    void learnsTheNewNumberOfSomebodyWhoComesBackButNotARelativesPhone() throws IOException {
        desk.file("p.csv", PURCHASES + """
                1,C9,,,2026-01-01,A,1.00
                2,,ann@mail.at,+43660111111,2026-01-02,A,2.00
                3,C2,,+43660222222,2026-01-03,A,3.00
                """);
        desk.file("c.csv", """
                customer_key,email,phone
                C9,ann@mail.at,+43660222222
                C2,bob@mail.at,+43660222222
                """);
        assertThat(learned(desk.settings(CONF), "email:ann@mail.at"))
                .containsExactlyInAnyOrder(token("login:C9"), token("phone:+43660111111"));
    }

    @Test
    void nothingIsLearnedOfNobodyWhoIsThere() throws IOException {
        desk.file("p.csv", PURCHASES + "1,C9,ann@mail.at,,2026-01-01,A,1.00\n");
        desk.file("c.csv", "customer_key,email,phone\nC9,ann@mail.at,\n");
        assertThat(learned(desk.settings(CONF), "email:cat@mail.at")).isEmpty();
    }

    private Set<String> learned(Settings settings, String... keys) {
        Staged staged = desk.stage(settings, Forgotten.nobody());
        return new LearnForgotten(settings.activeSources(), staged.runner()::feeds, forgotten(keys)).learn();
    }

    /** @param keys as {@code kind:key} */
    private static Forgotten forgotten(String... keys) {
        Set<String> tokens = new HashSet<>();
        for (String key : keys) {
            tokens.add(token(key));
        }
        return form(tokens);
    }

    private static String token(String key) {
        int colon = key.indexOf(':');
        return form(Set.of()).token(key.substring(0, colon), key.substring(colon + 1));
    }

    private static Forgotten form(Set<String> tokens) {
        return new Forgotten(
                tokens,
                (kind, raw) -> kind.equals(Identifiers.EMAIL) && !raw.contains("@") ? null : raw.strip(),
                Desk.tokeniser());
    }
}
