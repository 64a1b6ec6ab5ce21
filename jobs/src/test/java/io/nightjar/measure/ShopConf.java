package io.nightjar.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configurations for shops that lie elsewhere than the committed sample: conf/local.conf with other places. */
public final class ShopConf {
    /** Only the sources without which there is little to tell, and models that learn in a moment. */
    public static final String SMALL = """
            sources.loyalty_members.feeds = []
            sources.loyalty_events.feeds = []
            sources.clickstream.feeds = []
            sources.interactions.feeds = []
            sources.contacts.feeds = []
            churn.min-positives = 10
            next-best-product.rank = 8
            next-best-product.iterations = 3
            spark { "spark.sql.shuffle.partitions" = 2 }
            """;

    private ShopConf() {}

    /** Folder of the project. */
    public static Path root() {
        return Path.of(System.getProperty("nightjar.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** Writes {@code shop.conf} into a folder, with {@code home/} beside it. */
    public static Path write(Path folder, Path exports, String more) {
        try {
            String local = Files.readString(root().resolve("conf/local.conf"));
            Path conf = folder.resolve("shop.conf");
            Files.writeString(
                    conf,
                    local.replace("\"sample-data/", "\"" + exports + "/")
                            + "\nhome = \"" + folder.resolve("home")
                            + "\"\nsegments.directory = \"" + root().resolve("conf/segments")
                            + "\"\nquestions.directory = \"" + root().resolve("conf/models") + "\"\n" + more);
            return conf;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
