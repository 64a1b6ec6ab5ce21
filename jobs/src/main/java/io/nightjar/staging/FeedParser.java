package io.nightjar.staging;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.left;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;
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
import io.nightjar.store.feed.FeedColumns;
import io.nightjar.store.feed.FileFacts;
import io.nightjar.store.feed.Forgotten;
import io.nightjar.store.feed.Tokeniser;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * Turns raw rows of one feed into canonical, typed ones. Text goes in and is cast so that what cannot be read becomes
 * null; then each row is either usable or has a reason why not.
 */
final class FeedParser {
    private static final String PROBLEM = "_problem";
    private static final String RAW = "_raw";
    private static final String FORGOTTEN = "_forgotten";
    private static final LocalDate OLDEST = LocalDate.of(1900, 1, 1);
    /** Of dates that tell who somebody is: parish registers are people too. */
    private static final LocalDate OLDEST_PERSON = LocalDate.of(1000, 1, 1);

    private static final LocalDate NEWEST = LocalDate.of(2200, 1, 1);
    private static final DataType EXACT = DataTypes.createDecimalType(38, 12);
    private static final int SHOWN_CHARACTERS = 60;
    private static final String WHOLE_DATE = "^\\s*\\d{4}-\\d{1,2}-\\d{1,2}([T ].*)?$";
    private static final String TIME_OF_DAY = "^T?\\d{1,2}:\\d{1,2}(:.*)?$";

    private final SourceTable source;
    private final SourceSettings settings;
    private final LocalDate future;
    private final RawTextMask mask;
    private final Feed feed;
    private final Mapping mapping;
    private final MappedTypes mapped;
    private final Forgotten forgotten;

    /**
     * @param future from this day on a time is a mistake
     * @param forgotten whose rows are counted and not kept
     */
    FeedParser(
            SourceTable source,
            SourceSettings settings,
            LocalDate future,
            Tokeniser tokeniser,
            Forgotten forgotten,
            Feed feed) {
        this.forgotten = forgotten;
        this.source = source;
        this.settings = settings;
        this.future = future;
        this.feed = feed;
        this.mapping = mapping(feed);
        this.mapped = MappedTypes.of(feed, mapping);
        this.mask = new RawTextMask(source, feed.settings(), mapping, feed.inventory(), tokeniser);
    }

    Dataset<Row> parse() {
        refuseUnmappedKeys();
        Dataset<Row> typed = feed.rows().select(values()).transform(this::withUnreadableFlags);
        List<RowRule> rules = rules();
        return SourceRules.complete(source, typed)
                .withColumn(Provenance.REASON.name(), reason(rules))
                .withColumn(Provenance.DETAIL.name(), maskedDetail(rules))
                .withColumn(Provenance.RAW.name(), maskedRaw())
                .withColumn(Provenance.UNREADABLE.name(), unreadable())
                .withColumn(Provenance.DOUBTFUL.name(), doubtful())
                .transform(this::withoutTheForgotten)
                .select(source.parsed().columns());
    }

    /** The columns of a feed's rows that are keys, as text; nothing else of them is read. */
    static Dataset<Row> keys(Feed feed, Collection<Field> keys) {
        Mapping mapping = mapping(feed);
        return feed.rows()
                .select(keys.stream()
                        .map(field -> text(mapping, field).as(field.name()))
                        .toArray(Column[]::new));
    }

    private static Mapping mapping(Feed feed) {
        return feed.settings().columns().isEmpty()
                ? Mapping.byName(feed.inventory().spec().columns())
                : Mapping.configured(feed.settings());
    }

    private static Column text(Mapping mapping, Field field) {
        return mapping.has(field)
                ? nullif(trim(expr(mapping.expression(field)).cast(DataTypes.StringType)), lit(""))
                : lit(null).cast(DataTypes.StringType);
    }

    /** Of a row that names somebody to be forgotten only its place is kept, for the books. */
    private Dataset<Row> withoutTheForgotten(Dataset<Row> rows) {
        if (forgotten.isNobody()) {
            return rows;
        }
        Column refused = when(Provenance.REASON.col().isNotNull(), rawText());
        List<Column> all = new ArrayList<>();
        for (Field field : source.parsed().fields()) {
            Column kept = Provenance.FIELDS.contains(field) ? field.col() : when(not(col(FORGOTTEN)), field.col());
            Column value = field.equals(Provenance.REASON)
                    ? when(col(FORGOTTEN), lit(NamedPersons.ERASED)).otherwise(field.col())
                    : kept;
            all.add(value.as(field.name()));
        }
        return rows.withColumn(
                        FORGOTTEN,
                        NamedPersons.isForgotten(source, forgotten).or(NamedPersons.isForgotten(refused, forgotten)))
                .select(all.toArray(Column[]::new));
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
        all.add(isParquet() ? rawValues() : col(RAW));
        List<Column> identity = identity();
        all.add(xxhash64(identity.toArray(Column[]::new)).as(Provenance.ROW_HASH.name()));
        identity.add(0, lit(1));
        all.add(xxhash64(identity.toArray(Column[]::new)).as(Provenance.ROW_HASH_2.name()));
        for (Field field : source.fields()) {
            all.add(value(field).as(field.name()));
            if (canBeUnreadable(field)) {
                all.add(shown(field).as(shownName(field)));
            }
            if (hasClockText(field)) {
                all.add(concat_ws(" ", clockTexts(field).toArray(Column[]::new)).as(clockName(field)));
            }
        }
        return all.toArray(Column[]::new);
    }

    /**
     * What makes two rows of the feed exact copies: their text, and where that can mean different things, their values.
     * A hash passes over nulls, so which values are null is part of it.
     */
    private List<Column> identity() {
        List<Column> identity = new ArrayList<>();
        if (!isParquet()) {
            identity.add(col(RAW));
        }
        if (isParquet() || headers() > 1) {
            for (String name : mapping.allRawColumns()) {
                identity.add(raw(name));
                identity.add(raw(name).isNull());
            }
        }
        return identity;
    }

    private long headers() {
        return feed.inventory().readable().stream()
                .map(FileFacts::columns)
                .distinct()
                .count();
    }

    private static Column raw(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }

    private Column value(Field field) {
        if (!mapping.has(field)) {
            return lit(null).cast(field.type());
        }
        Column expression = expression(field);
        if (DataTypes.StringType.equals(field.type())) {
            return nullif(trim(expression.cast(DataTypes.StringType)), lit(""));
        }
        return isMoment(field.type()) ? moment(field, expression) : expression.try_cast(field.type());
    }

    /**
     * Spark reads 2026-01 as its first day and 12:30 as today: both are guesses, so a moment needs a whole date, and one
     * within reach.
     */
    private Column moment(Field field, Column expression) {
        Column value = expression.try_cast(field.type());
        // What has happened cannot lie ahead; a required time that does has a rule, and a sentence, of its own.
        boolean isPast = DataTypes.TimestampType.equals(field.type()) && !field.isRequired();
        boolean isOfPerson = DataTypes.DateType.equals(field.type()) && field.isContact();
        Column trusted =
                value.geq(lit(isOfPerson ? OLDEST_PERSON : OLDEST)).and(value.lt(lit(isPast ? future : NEWEST)));
        if (DataTypes.StringType.equals(mapped.type(field))) {
            trusted = trusted.and(expression.rlike(WHOLE_DATE));
        } else if (mapping.texts(field).size() == 1
                && isText(mapping.texts(field).get(0))) {
            trusted = trusted.and(not(coalesce(shown(field).rlike(TIME_OF_DAY), lit(false))));
        }
        return when(trusted, value);
    }

    private Column expression(Field field) {
        return expr(mapping.expression(field));
    }

    /** What a value was to be read from, as it is in the file where that is one value with a type; null where nothing. */
    private Column shown(Field field) {
        if (mapping.texts(field).size() == 1 && !isText(mapping.texts(field).get(0))) {
            return expr(mapping.texts(field).get(0));
        }
        List<Column> texts = new ArrayList<>();
        for (String text : mapping.texts(field)) {
            texts.add(nullif(trim(expr(text).cast(DataTypes.StringType)), lit("")));
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
                String code = DataTypes.StringType.equals(field.type()) ? "UNKNOWN_WORD" : "UNREADABLE";
                rules.add(new RowRule(code, isUnreadable(field), unreadableDetail(field)));
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
            if (canBeUnreadable(field)) {
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
        return canBeUnreadable(field) ? col(unreadableName(field)) : lit(false);
    }

    private boolean canBeUnreadable(Field field) {
        return !DataTypes.StringType.equals(field.type()) || mapped.isTranslated(field);
    }

    private Column unreadableDetail(Field field) {
        if (!canBeUnreadable(field)) {
            return lit("");
        }
        String from = String.join(", ", mapping.rawColumns(field));
        boolean isHidden =
                field.isContact() || mapping.rawColumns(field).stream().anyMatch(mask::isContact);
        Column value = isHidden
                ? lit("a value that is not shown")
                : concat(
                        lit("'"),
                        left(col(shownName(field)).cast(DataTypes.StringType), lit(SHOWN_CHARACTERS)),
                        lit("'"));
        if (DataTypes.StringType.equals(field.type())) {
            return concat(
                    lit(field.name() + " has no word for "),
                    value,
                    lit(" from " + from + "; translate it in the mapping"));
        }
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

    /** Values in a sentence may be contact data that stands in the wrong column. */
    private Column maskedDetail(List<RowRule> rules) {
        RawTextMask shared = mask;
        var masked = udf((String sentence) -> shared.maskedSentence(sentence), DataTypes.StringType);
        return when(Provenance.REASON.col().isNotNull(), masked.apply(detail(rules)));
    }

    private Column maskedRaw() {
        RawTextMask shared = mask;
        var masked = udf((String file, String raw) -> shared.masked(file, raw), DataTypes.StringType);
        return when(Provenance.REASON.col().isNotNull(), masked.apply(Provenance.FILE.col(), rawText()));
    }

    /** To write a Parquet row as text costs as much as to read it, so that it is done for refused rows only. */
    private Column rawText() {
        return isParquet() ? FeedColumns.text(col(RAW)) : col(RAW);
    }

    private Column rawValues() {
        return struct(feed.inventory().spec().columns().stream()
                        .map(FeedParser::raw)
                        .toArray(Column[]::new))
                .as(RAW);
    }

    private boolean isParquet() {
        return feed.settings().format() == FeedFormat.PARQUET;
    }

    private Column unreadable() {
        return names(
                source.fields().stream()
                        .filter(field -> !field.isRequired() && mapping.has(field) && canBeUnreadable(field))
                        .toList(),
                this::isUnreadable);
    }

    /**
     * Times that were read from a text without zone, in a zone whose clock changes, and numbers that had more decimals
     * than are kept.
     */
    private Column doubtful() {
        LocalClock clock = new LocalClock(feed.settings().timeZone());
        return names(
                source.fields().stream()
                        .filter(field -> (clock.changes() && hasClockText(field)) || canBeRounded(field))
                        .toList(),
                field -> canBeRounded(field) ? isRounded(field) : isDoubtful(clock, field));
    }

    private static Column isDoubtful(LocalClock clock, Field field) {
        var isDoubtful = udf((Long micros, String text) -> clock.isDoubtful(micros, text), DataTypes.BooleanType);
        return field.col()
                .isNotNull()
                .and(col(clockName(field)).isNotNull())
                .and(when(field.col().isNotNull(), isDoubtful.apply(unix_micros(field.col()), col(clockName(field)))));
    }

    private boolean canBeRounded(Field field) {
        return field.type() instanceof DecimalType && mapping.texts(field).size() == 1;
    }

    /** Whether the text is the value but for decimals; where the mapping computes something else, that is its business. */
    private static Column isRounded(Field field) {
        // By way of text: a float of 0.1 is no more than it says.
        Column exact = abs(col(shownName(field)).cast(DataTypes.StringType).try_cast(EXACT));
        Column value = abs(field.col());
        return exact.notEqual(value)
                .and(round(exact, ((DecimalType) field.type()).scale()).equalTo(value));
    }

    private boolean hasClockText(Field field) {
        return DataTypes.TimestampType.equals(field.type())
                && !clockTexts(field).isEmpty();
    }

    /** The texts that a time is read from; a column that is a moment already needs no zone. */
    private List<Column> clockTexts(Field field) {
        return mapping.texts(field).stream()
                .filter(this::isText)
                .map(text -> expr(text).cast(DataTypes.StringType))
                .toList();
    }

    private boolean isText(String sql) {
        DataType type = feed.rows().select(expr(sql)).schema().fields()[0].dataType();
        return DataTypes.StringType.equals(type) || DataTypes.TimestampNTZType.equals(type);
    }

    private static String clockName(Field field) {
        return "_clock_" + field.name();
    }

    /** The names of those columns of which the condition holds; null rather than none. */
    private static Column names(List<Field> fields, Function<Field, Column> condition) {
        Column[] names = fields.stream()
                .map(field -> when(condition.apply(field), lit(field.name())))
                .toArray(Column[]::new);
        Column any = fields.stream()
                .map(field -> coalesce(condition.apply(field), lit(false)))
                .reduce(lit(false), Column::or);
        return when(any, array_compact(array(names))).cast(Provenance.UNREADABLE.type());
    }
}
