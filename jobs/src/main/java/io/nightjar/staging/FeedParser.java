package io.nightjar.staging;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.left;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.ConfigException;
import io.nightjar.config.FeedFormat;
import io.nightjar.config.OnUnreadable;
import io.nightjar.config.SourceSettings;
import io.nightjar.job.Feed;
import io.nightjar.schema.Field;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.SourceTable;
import io.nightjar.store.feed.Tokeniser;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Turns raw rows of one feed into canonical, typed ones. Text goes in and is cast so that what cannot be read becomes
 * null; then each row is either usable or has a reason why not.
 */
final class FeedParser {
    private static final String PROBLEM = "_problem";
    private static final String RAW = "_raw";
    private static final LocalDate OLDEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate NEWEST = LocalDate.of(2200, 1, 1);
    private static final int SHOWN_CHARACTERS = 60;

    private final SourceTable source;
    private final SourceSettings settings;
    private final LocalDate future;
    private final RawTextMask mask;
    private final Feed feed;
    private final Mapping mapping;

    /** @param future from this day on a time is a mistake */
    FeedParser(SourceTable source, SourceSettings settings, LocalDate future, Tokeniser tokeniser, Feed feed) {
        this.source = source;
        this.settings = settings;
        this.future = future;

        this.feed = feed;
        this.mapping = feed.settings().columns().isEmpty()
                ? Mapping.byName(source, presentColumns(feed))
                : Mapping.configured(feed.settings());
        this.mask = new RawTextMask(source, feed.settings(), mapping, feed.inventory(), tokeniser);
    }

    Dataset<Row> parse() {
        refuseUnmappedKeys();
        Dataset<Row> typed = feed.rows().select(values()).transform(this::withUnreadableFlags);
        List<RowRule> rules = rules();
        return SourceRules.complete(source, typed)
                .withColumn(Provenance.REASON.name(), reason(rules))
                .withColumn(Provenance.DETAIL.name(), detail(rules))
                .withColumn(Provenance.RAW.name(), maskedRaw())
                .withColumn(Provenance.UNREADABLE.name(), unreadable())
                .select(source.parsed().columns());
    }

    private static Set<String> presentColumns(Feed feed) {
        Set<String> present = new LinkedHashSet<>();
        feed.inventory().readable().forEach(file -> present.addAll(file.columns()));
        return present;
    }

    private void refuseUnmappedKeys() {
        List<String> missing = source.fields().stream()
                .filter(field -> field.isRequired() && !mapping.has(field))
                .map(Field::name)
                .toList();
        if (!missing.isEmpty() && !feed.inventory().readable().isEmpty()) {
            throw new ConfigException(feed.settings().origin() + ": feed "
                    + feed.settings().name() + " of "
                    + source.name() + " does not say where " + String.join(", ", missing)
                    + (missing.size() == 1 ? " comes" : " come") + " from: add " + missing.get(0) + " to its columns");
        }
    }

    /** Provenance, hashes, canonical values, and for messages the raw columns under names of their own. */
    private Column[] values() {
        List<Column> all = new ArrayList<>();
        all.add(Provenance.FEED.of(lit(feed.settings().name())));
        all.add(Provenance.FILE.of(col("_file")));
        all.add(Provenance.LINE.of(col("_line")));
        all.add(col(PROBLEM));
        all.add(col(RAW));
        Column[] identity = identity();
        all.add(xxhash64(identity).as(Provenance.ROW_HASH.name()));
        Column[] salted = new Column[identity.length + 1];
        salted[0] = lit(1);
        System.arraycopy(identity, 0, salted, 1, identity.length);
        all.add(xxhash64(salted).as(Provenance.ROW_HASH_2.name()));
        for (Field field : source.fields()) {
            all.add(value(field).as(field.name()));
            if (!DataTypes.StringType.equals(field.type()) || field.isRequired()) {
                all.add(shown(field).as(shownName(field)));
            }
        }
        return all.toArray(Column[]::new);
    }

    /** What makes two rows of the feed exact copies: their text, or for Parquet their values. */
    private Column[] identity() {
        if (feed.settings().format() != FeedFormat.PARQUET) {
            return new Column[] {col(RAW)};
        }
        return mapping.allRawColumns().stream()
                .map(name -> col("`" + name + "`"))
                .toArray(Column[]::new);
    }

    private Column value(Field field) {
        if (!mapping.has(field)) {
            return lit(null).cast(field.type());
        }
        Column expression = expression(field);
        if (DataTypes.StringType.equals(field.type())) {
            return nullif(trim(expression.cast(DataTypes.StringType)), lit(""));
        }
        Column value = expression.try_cast(field.type());
        return isMoment(field.type()) ? when(value.geq(lit(OLDEST)).and(value.lt(lit(NEWEST))), value) : value;
    }

    private Column expression(Field field) {
        try {
            Column expression = expr(mapping.expression(field));
            // Spark says at once whether names, functions and types fit.
            feed.rows().select(expression);
            return expression;
        } catch (Exception e) {
            if (e instanceof AnalysisException analysis) {
                throw new ConfigException(feed.settings().origin() + ": columns." + field.name() + " = "
                        + mapping.expression(field) + " cannot be used: "
                        + analysis.getMessage().lines().findFirst().orElse(""));
            }
            throw e;
        }
    }

    /** The raw text a value was to be read from; null where there is none. */
    private Column shown(Field field) {
        List<Column> texts = new ArrayList<>();
        for (String raw : mapping.rawColumns(field)) {
            texts.add(nullif(trim(col("`" + raw + "`").cast(DataTypes.StringType)), lit("")));
        }
        texts.add(lit(null).cast(DataTypes.StringType));
        return coalesce(texts.toArray(Column[]::new));
    }

    private static String shownName(Field field) {
        return "_text_" + field.name();
    }

    private List<RowRule> rules() {
        List<RowRule> rules = new ArrayList<>();
        Column problem = col(PROBLEM);
        rules.add(new RowRule("", problem.isNotNull(), regexp_replace(problem, "^[A-Z_]+: ", "")));
        for (Field field : source.fields()) {
            boolean strict =
                    SourceRules.mustRead(source).contains(field) || settings.onUnreadable() == OnUnreadable.REJECT;
            if (field.isRequired() || strict) {
                rules.add(new RowRule("UNREADABLE", isUnreadable(field), unreadableDetail(field)));
            }
            if (field.isRequired()) {
                rules.add(missing(field));
                if (DataTypes.TimestampType.equals(field.type())) {
                    rules.add(inFuture(field));
                }
            }
        }
        rules.addAll(SourceRules.rules(source));
        return rules;
    }

    private RowRule missing(Field field) {
        return new RowRule(
                "MISSING",
                field.col().isNull(),
                lit(field.name() + " is empty (from " + String.join(", ", mapping.rawColumns(field)) + ")"));
    }

    private RowRule inFuture(Field field) {
        return new RowRule(
                "FUTURE_TIME",
                field.col().geq(lit(future)),
                concat(lit(field.name() + " lies in the future: "), field.col().cast(DataTypes.StringType)));
    }

    /** Before anything is filled in from other columns: whether there was text that gave no value. */
    private Dataset<Row> withUnreadableFlags(Dataset<Row> rows) {
        List<Column> all = new ArrayList<>(List.of(col("*")));
        for (Field field : source.fields()) {
            if (!DataTypes.StringType.equals(field.type())) {
                all.add(field.col()
                        .isNull()
                        .and(col(shownName(field)).isNotNull())
                        .as(unreadableName(field)));
            }
        }
        return rows.select(all.toArray(Column[]::new));
    }

    private static String unreadableName(Field field) {
        return "_unreadable_" + field.name();
    }

    private Column isUnreadable(Field field) {
        return DataTypes.StringType.equals(field.type()) ? lit(false) : col(unreadableName(field));
    }

    private Column unreadableDetail(Field field) {
        if (DataTypes.StringType.equals(field.type())) {
            return lit("");
        }
        String from = String.join(", ", mapping.rawColumns(field));
        Column value = field.isContact()
                ? lit("a value that is not shown")
                : concat(lit("'"), left(col(shownName(field)), lit(SHOWN_CHARACTERS)), lit("'"));
        return concat(
                lit(field.name() + " cannot be read as " + word(field.type()) + " from " + from + " = "),
                value,
                lit("; correct the export or the mapping"));
    }

    private static String word(DataType type) {
        if (isMoment(type)) {
            return DataTypes.DateType.equals(type) ? "a date" : "a time";
        }
        return DataTypes.BooleanType.equals(type) ? "yes or no" : "a number";
    }

    private static boolean isMoment(DataType type) {
        return DataTypes.DateType.equals(type) || DataTypes.TimestampType.equals(type);
    }

    private static Column reason(List<RowRule> rules) {
        return coalesce(rules.stream()
                .map(rule -> when(
                        rule.broken(),
                        rule.code().isEmpty() ? substring_index(col(PROBLEM), ":", 1) : lit(rule.code())))
                .toArray(Column[]::new));
    }

    private static Column detail(List<RowRule> rules) {
        return coalesce(
                rules.stream().map(rule -> when(rule.broken(), rule.detail())).toArray(Column[]::new));
    }

    private Column maskedRaw() {
        RawTextMask shared = mask;
        var masked = udf((String file, String raw) -> shared.masked(file, raw), DataTypes.StringType);
        return when(Provenance.REASON.col().isNotNull(), masked.apply(Provenance.FILE.col(), col(RAW)));
    }

    private Column unreadable() {
        Column[] names = source.fields().stream()
                .filter(field -> !field.isRequired() && !DataTypes.StringType.equals(field.type()))
                .filter(mapping::has)
                .map(field -> when(isUnreadable(field), lit(field.name())))
                .toArray(Column[]::new);
        return names.length == 0
                ? lit(null).cast(Provenance.UNREADABLE.type())
                : nullif(array_compact(array(names)), array().cast(Provenance.UNREADABLE.type()));
    }
}
