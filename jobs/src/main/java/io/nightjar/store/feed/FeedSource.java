package io.nightjar.store.feed;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Spark's door to a feed: a data source, so that Spark asks only for the columns that a query uses. */
public final class FeedSource implements TableProvider {
    static final String INVENTORY = "inventory";

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return FeedColumns.schema(decoded(options.get(INVENTORY)).spec().columns());
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new FeedTable(decoded(new CaseInsensitiveStringMap(properties).get(INVENTORY)));
    }

    static String encoded(Inventory inventory) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(inventory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static Inventory decoded(String text) {
        try (ObjectInputStream in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            return (Inventory) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("The inventory was not written by FeedReader", e);
        }
    }
}
