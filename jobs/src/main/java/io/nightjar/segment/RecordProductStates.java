package io.nightjar.segment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Field;
import io.nightjar.schema.ProductStates;
import io.nightjar.schema.Products;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Remembers price and stock of every product beside those of the last night of an earlier date, so that what became
 * cheaper or is back can be told, and a second run of the same date tells the same.
 */
public final class RecordProductStates implements TableJob {
    private static final String ID = ProductStates.PRODUCT_ID.name();

    @Override
    public List<Table> inputs() {
        return List.of(Products.TABLE);
    }

    @Override
    public Table output() {
        return ProductStates.TABLE;
    }

    @Override
    public List<Table> previousInputs() {
        return List.of(ProductStates.TABLE);
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> before = in.previous(ProductStates.TABLE)
                .orElseGet(() -> in.read(Products.TABLE)
                        .sparkSession()
                        .createDataFrame(List.of(), ProductStates.TABLE.structType()))
                .select(
                        col(ID),
                        before(asOf, Products.PRICE, ProductStates.PRICE_BEFORE),
                        before(asOf, Products.STOCK, ProductStates.STOCK_BEFORE));
        return one(in.read(Products.TABLE))
                .withColumn(ProductStates.SEEN_ON.name(), lit(asOf))
                .join(before, new String[] {ID}, "left")
                .select(ProductStates.TABLE.columns());
    }

    /** A catalogue that names a product twice has it once, as the greatest of its rows. */
    private static Dataset<Row> one(Dataset<Row> products) {
        List<Field> facts = List.of(Products.PRODUCT_NAME, Products.CATEGORY, Products.PRICE, Products.STOCK);
        Column all = struct(facts.stream().map(Field::col).toArray(Column[]::new));
        List<Column> chosen =
                facts.stream().map(field -> field.of(max_by(field.col(), all))).toList();
        return products.groupBy(ID)
                .agg(chosen.get(0), chosen.stream().skip(1).toArray(Column[]::new))
                .select(Stream.concat(Stream.of(col(ID)), facts.stream().map(Field::col))
                        .toArray(Column[]::new));
    }

    /** As it was then, unless the night before is of the same date: then as that night had it. */
    private static Column before(LocalDate asOf, Field then, Field earlier) {
        return earlier.of(when(ProductStates.SEEN_ON.col().lt(asOf), then.col()).otherwise(earlier.col()));
    }
}
