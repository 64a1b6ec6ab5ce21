package io.nightjar.staging;

import io.nightjar.config.FeedFormat;
import io.nightjar.config.FeedSettings;
import io.nightjar.config.SourceSettings;
import io.nightjar.job.Feed;
import io.nightjar.schema.Field;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Sources;
import io.nightjar.store.feed.FeedReader;
import io.nightjar.store.feed.FeedSpec;
import io.nightjar.store.feed.Inventory;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/** The files of one configured feed: looked at once when the night begins, then read as its mapping needs them. */
public final class FeedFiles {
    private FeedFiles() {}

    /** Looks at the feed's files with the columns in mind that its mapping needs. */
    public static Inventory take(SparkSession spark, SourceSettings source, FeedSettings feed) {
        if (feed.columns().isEmpty()) {
            return byName(spark, Sources.named(source.name()), feed);
        }
        return take(spark, source.name(), feed, Mapping.configured(feed).allRawColumns());
    }

    /**
     * The feed's rows. Raw text is not to be trusted: an expression that cannot be computed gives null here, in the
     * feed's own time zone, and staging tells why.
     */
    public static Feed open(SparkSession spark, FeedSettings feed, Inventory inventory) {
        SparkSession session = spark.newSession();
        session.conf().set("spark.sql.ansi.enabled", "false");
        session.conf().set("spark.sql.session.timeZone", feed.timeZone().getId());
        return new Feed(feed, inventory, FeedReader.read(session, inventory));
    }

    /** Without a mapping the files say which canonical columns there are; JSON may lack any key in any line. */
    private static Inventory byName(SparkSession spark, SourceTable table, FeedSettings feed) {
        if (feed.format() == FeedFormat.JSON) {
            return take(spark, table.name(), feed, table.names());
        }
        List<String> required = table.fields().stream()
                .filter(Field::isRequired)
                .map(Field::name)
                .toList();
        Set<String> inFiles = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        take(spark, table.name(), feed, required).readable().forEach(file -> inFiles.addAll(file.columns()));
        List<String> present = table.names().stream().filter(inFiles::contains).toList();
        return take(spark, table.name(), feed, present.isEmpty() ? required : present);
    }

    private static Inventory take(SparkSession spark, String source, FeedSettings feed, Collection<String> columns) {
        FeedSpec plain =
                switch (feed.format()) {
                    case CSV -> FeedSpec.csv(source, feed.name(), ".", feed.path(), columns);
                    case JSON -> FeedSpec.json(source, feed.name(), ".", feed.path(), columns);
                    case PARQUET -> FeedSpec.parquet(source, feed.name(), ".", feed.path(), columns);
                };
        return FeedReader.take(
                spark,
                plain.withDelimiter(feed.delimiter()).withCharset(feed.charset().name()));
    }
}
