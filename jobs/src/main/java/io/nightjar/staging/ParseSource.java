package io.nightjar.staging;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.arrays_overlap;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.nightjar.config.FeedFormat;
import io.nightjar.config.FeedSettings;
import io.nightjar.config.SourceSettings;
import io.nightjar.job.Feed;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.Field;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Table;
import io.nightjar.store.feed.Forgotten;
import io.nightjar.store.feed.Tokeniser;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DecimalType;

/** Reads the feeds of one source into typed rows, the unusable ones with their reason. */
public final class ParseSource implements TableJob {
    private final SourceTable source;
    private final SourceSettings settings;
    private final int futureDays;
    private final Tokeniser tokeniser;
    private final String content;
    private final Forgotten forgotten;

    /**
     * @param futureDays a time more than this after the as-of date is a mistake
     * @param content all that the outcome depends on as text: the source's settings and its files' content
     * @param forgotten whose rows are counted and not kept
     */
    public ParseSource(
            SourceTable source,
            SourceSettings settings,
            int futureDays,
            Tokeniser tokeniser,
            String content,
            Forgotten forgotten) {
        this.forgotten = forgotten;
        this.source = source;
        this.settings = settings;
        this.futureDays = futureDays;
        this.tokeniser = tokeniser;
        this.content = content;
    }

    @Override
    public String name() {
        return "parse-" + source.kebab();
    }

    @Override
    public List<Table> inputs() {
        return List.of();
    }

    @Override
    public Table output() {
        return source.parsed();
    }

    @Override
    public String settings() {
        return (content + " " + futureDays + " " + tokeniser.id() + " " + forgotten.id()).strip();
    }

    @Override
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (FeedSettings feed : settings.feeds()) {
            if (new LocalClock(feed.timeZone()).changes()) {
                checks.add(noDoubt(
                        feed,
                        field -> !(field.type() instanceof DecimalType),
                        "no local time of " + feed.timeZone()
                                + " that its clock change skips or repeats; export times with their zone"));
            }
            if (source.fields().stream().anyMatch(field -> field.type() instanceof DecimalType)) {
                checks.add(noDoubt(
                        feed,
                        field -> field.type() instanceof DecimalType,
                        "no amount, price or quantity with more decimals than are kept; it was rounded"));
            }
        }
        return checks;
    }

    private Check noDoubt(FeedSettings feed, Predicate<Field> fields, String promise) {
        Column doubtful = array(source.fields().stream()
                .filter(fields)
                .map(field -> lit(field.name()))
                .toArray(Column[]::new));
        return Check.holds(
                        "feed " + feed.name() + ": " + promise,
                        not(Provenance.FEED
                                .col()
                                .equalTo(feed.name())
                                .and(coalesce(arrays_overlap(Provenance.DOUBTFUL.col(), doubtful), lit(false)))))
                .asWarning();
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        LocalDate future = asOf.plusDays(futureDays + 1L);
        return in.feeds(source).stream()
                .map(feed -> knowsItsTypes(feed)
                        ? new FeedParser(source, settings, future, tokeniser, forgotten, feed).parse()
                        : nothing(feed))
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }

    /** Parquet columns have the types that their files say: without a file no expression can be judged. */
    private static boolean knowsItsTypes(Feed feed) {
        return feed.settings().format() != FeedFormat.PARQUET
                || !feed.inventory().readable().isEmpty();
    }

    private Dataset<Row> nothing(Feed feed) {
        return feed.rows()
                .sparkSession()
                .createDataFrame(List.of(), source.parsed().structType());
    }
}
