package io.nightjar.store.feed;

import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The records of a feed's readable files, as Spark sees them. */
record FeedTable(Inventory inventory) implements SupportsRead {
    @Override
    public String name() {
        return inventory.spec().source() + "/" + inventory.spec().feed();
    }

    @Override
    public Column[] columns() {
        return Arrays.stream(FeedColumns.schema(inventory.spec().columns()).fields())
                .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
                .toArray(Column[]::new);
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new Builder(inventory);
    }

    /** Learns from Spark which columns the query needs. */
    private static final class Builder implements SupportsPushDownRequiredColumns {
        private final Inventory inventory;
        private StructType schema;

        Builder(Inventory inventory) {
            this.inventory = inventory;
            this.schema = FeedColumns.schema(inventory.spec().columns());
        }

        @Override
        public void pruneColumns(StructType required) {
            schema = required;
        }

        @Override
        public Scan build() {
            return new FeedScan(inventory, schema);
        }
    }
}
