package io.nightjar.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

final class TableTest {
    private static final Field ID = Field.string("order_id").required();
    private static final Field EMAIL = Field.string("email").contact();
    private static final Field AMOUNT = Field.money("amount");

    @Test
    void keepsNamesAndTypesInOrder() {
        Table table = new Table("orders", List.of(ID), List.of(ID, AMOUNT));
        assertThat(table.names()).containsExactly("order_id", "amount");
        assertThat(table.structType().apply("amount").dataType()).isEqualTo(DataTypes.createDecimalType(18, 2));
    }

    @Test
    void knowsWhetherItHoldsContactData() {
        assertThat(new Table("a", List.of(), List.of(ID, EMAIL)).hasContactData())
                .isTrue();
        assertThat(new Table("b", List.of(), List.of(ID, AMOUNT)).hasContactData())
                .isFalse();
    }

    @Test
    void refusesAKeyThatIsNoColumn() {
        assertThatThrownBy(() -> new Table("orders", List.of(ID), List.of(AMOUNT)))
                .hasMessage("Table orders: the key names a column that the table has not");
    }

    @Test
    void refusesAColumnTwice() {
        assertThatThrownBy(() -> new Table("orders", List.of(), List.of(AMOUNT, Field.count("amount"))))
                .hasMessage("Table orders names a column twice");
    }

    @Test
    void refusesNamesThatOtherSystemsWouldSpellDifferently() {
        assertThatThrownBy(() -> Field.string("OrderId"))
                .hasMessage("Invalid column name: OrderId (lower case, digits and _ only)");
        assertThatThrownBy(() -> Field.string("order id")).hasMessageContaining("order id");
    }

    @Test
    void stagedRowsSayWhereTheyCameFrom() {
        SourceTable source = new SourceTable("loyalty_events", List.of(ID), List.of(ID, AMOUNT));
        assertThat(source.staged().name()).isEqualTo("stg_loyalty_events");
        assertThat(source.staged().names()).containsExactly("feed", "file", "line", "order_id", "amount");
        assertThat(source.parsed().names())
                .contains("reason", "raw_text", "order_id")
                .doesNotHaveDuplicates();
        assertThat(source.dropped().names()).containsExactly("feed", "file", "line", "reason");
        assertThat(source.kebab()).isEqualTo("loyalty-events");
    }

    @Test
    void onlyContactPointsIsPublishedWithContactData() {
        assertThat(ContactPoints.TABLE.hasContactData()).isTrue();
        assertThat(List.of(
                        CustomerProfiles.TABLE,
                        IdentityLinks.TABLE,
                        NextBestProducts.TABLE,
                        ChurnScores.TABLE,
                        SegmentMembers.TABLE,
                        SegmentChanges.TABLE,
                        RejectedRows.TABLE))
                .noneMatch(Table::hasContactData);
    }
}
