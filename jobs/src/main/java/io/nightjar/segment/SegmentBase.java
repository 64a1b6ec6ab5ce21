package io.nightjar.segment;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.job.Inputs;
import io.nightjar.schema.ChurnScores;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Field;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The one wide table that segment rules speak about: profiles and scores, one row per person. */
public final class SegmentBase {
    /** The night's date, which rules may compare other dates with. */
    static final Field AS_OF = Field.date("as_of");

    private static final Pattern UNKNOWN_NAME = Pattern.compile("name `([^`]+)`");

    private SegmentBase() {}

    static List<Table> inputs() {
        return List.of(CustomerProfiles.TABLE, ChurnScores.TABLE);
    }

    static Dataset<Row> of(Inputs in, LocalDate asOf) {
        return in.read(CustomerProfiles.TABLE)
                .join(in.read(ChurnScores.TABLE), new String[] {IdentityLinks.CUSTOMER_ID.name()}, "left")
                .withColumn(AS_OF.name(), lit(asOf));
    }

    /** Resolves every rule against the columns, so that a typo is told before the night, with the file it is in. */
    public static void verify(SparkSession spark, List<SegmentDefinition> segments) {
        Table all = table();
        Dataset<Row> empty = spark.createDataFrame(List.of(), all.structType());
        for (SegmentDefinition segment : segments) {
            resolve(empty, segment, "when", () -> empty.where(segment.when()));
            segment.stayWhen().ifPresent(stay -> resolve(empty, segment, "stay-when", () -> empty.where(stay)));
            resolve(empty, segment, "rank-by", () -> empty.select(rank(segment)));
        }
    }

    /** The segment's order alone. */
    private static Column rank(SegmentDefinition segment) {
        return expr("row_number() over (order by " + segment.rankBy() + ", " + IdentityLinks.CUSTOMER_ID.name() + ")");
    }

    private static void resolve(Dataset<Row> rows, SegmentDefinition segment, String key, Runnable analysis) {
        try {
            analysis.run();
        } catch (Exception e) {
            if (!(e instanceof AnalysisException)) {
                throw e;
            }
            throw new ConfigException(segment.origin() + ": " + key + ": " + sentence(rows, e.getMessage()));
        }
    }

    private static String sentence(Dataset<Row> rows, String message) {
        Matcher unknown = UNKNOWN_NAME.matcher(message);
        if (unknown.find()) {
            String name = unknown.group(1);
            String hint = DidYouMean.nearest(name, List.of(rows.columns()))
                    .map(near -> ": did you mean " + near + "?")
                    .orElse("");
            return name + " is not a column of profiles and scores" + hint;
        }
        return message.lines().findFirst().orElse("it is not a SQL condition");
    }

    private static Table table() {
        List<Field> fields = new ArrayList<>(CustomerProfiles.TABLE.fields());
        ChurnScores.TABLE.fields().stream()
                .filter(field -> !fields.contains(field))
                .forEach(fields::add);
        fields.add(AS_OF);
        return new Table("segment_base", List.of(), fields);
    }
}
