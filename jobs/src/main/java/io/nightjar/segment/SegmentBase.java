package io.nightjar.segment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.job.Inputs;
import io.nightjar.job.Memory;
import io.nightjar.schema.CareScores;
import io.nightjar.schema.ChannelScores;
import io.nightjar.schema.ChurnScores;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.CustomerValue;
import io.nightjar.schema.Field;
import io.nightjar.schema.Households;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.IntentScores;
import io.nightjar.schema.Lookalikes;
import io.nightjar.schema.MergedPersons;
import io.nightjar.schema.NextBestCategories;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.PersonFacts;
import io.nightjar.schema.PersonFlags;
import io.nightjar.schema.Personas;
import io.nightjar.schema.ProductClocks;
import io.nightjar.schema.PropensityScores;
import io.nightjar.schema.SqlColumns;
import io.nightjar.schema.Table;
import io.nightjar.schema.UpliftScores;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The one wide row per person that rules speak about: profile, scores, and the nearest of what there are several of. A
 * rule may name a column of a table that a night without some source does not make; it is then passed over, which
 * {@link #missing} explains.
 */
public final class SegmentBase {
    private static final Pattern UNKNOWN_NAME = Pattern.compile("name `([^`]+)`");
    private static final String PERSON = IdentityLinks.CUSTOMER_ID.name();

    /**
     * Columns that one table adds.
     *
     * @param rows one row per person of the table's rows
     * @param isRemembered the table is made after rules are looked at, so that they speak of the night before
     */
    private record Part(Table table, List<Field> fields, UnaryOperator<Dataset<Row>> rows, boolean isRemembered) {
        Part(Table table, List<Field> fields, UnaryOperator<Dataset<Row>> rows) {
            this(table, fields, rows, false);
        }

        boolean isIn(Inputs in) {
            return isRemembered ? in.previous(table).isPresent() : in.has(table);
        }

        Dataset<Row> of(Inputs in) {
            return rows.apply(
                    isRemembered ? Memory.of(in, table, table.keyColumns()).orElseThrow() : in.read(table));
        }

        static Part whole(Table table) {
            List<Field> own = table.fields().stream()
                    .filter(field -> !field.equals(IdentityLinks.CUSTOMER_ID))
                    .toList();
            return new Part(table, own, rows -> rows);
        }
    }

    private static final List<Part> PARTS = List.of(
            Part.whole(CustomerProfiles.TABLE),
            Part.whole(ChurnScores.TABLE),
            Part.whole(CustomerValue.TABLE),
            Part.whole(IntentScores.TABLE),
            Part.whole(CareScores.TABLE),
            Part.whole(UpliftScores.TABLE),
            Part.whole(Personas.TABLE),
            new Part(PropensityScores.TABLE, List.of(PersonFacts.PROPENSITY), SegmentBase::propensities),
            new Part(
                    ProductClocks.TABLE,
                    List.of(PersonFacts.NEXT_DUE_PRODUCT, PersonFacts.NEXT_DUE_ON, PersonFacts.NEXT_DUE_CONFIDENCE),
                    SegmentBase::nextDue),
            new Part(
                    NextBestProducts.TABLE,
                    List.of(PersonFacts.NEXT_BEST_PRODUCT, PersonFacts.NEXT_BEST_SOURCE),
                    SegmentBase::nextBest),
            new Part(NextBestCategories.TABLE, List.of(PersonFacts.NEXT_BEST_CATEGORY), rows -> rows.where(
                            NextBestCategories.RANK.col().equalTo(1))
                    .select(col(PERSON), PersonFacts.NEXT_BEST_CATEGORY.of(NextBestCategories.CATEGORY.col()))),
            new Part(
                    ChannelScores.TABLE,
                    List.of(PersonFacts.BEST_CHANNEL, PersonFacts.BEST_CHANNEL_RATE, PersonFacts.BEST_HOUR),
                    SegmentBase::bestChannel),
            new Part(
                    Households.TABLE,
                    List.of(PersonFacts.HOUSEHOLD_ID, PersonFacts.HOUSEHOLD_PERSONS),
                    rows -> rows.select(
                            col(PERSON),
                            PersonFacts.HOUSEHOLD_ID.col(),
                            PersonFacts.HOUSEHOLD_PERSONS.of(Households.PERSON_COUNT.col()))),
            new Part(
                    PersonFlags.TABLE,
                    List.of(PersonFacts.IS_RESELLER, PersonFacts.IS_STAFF, PersonFacts.IS_TEST_ACCOUNT),
                    SegmentBase::flags),
            new Part(
                    Lookalikes.TABLE,
                    List.of(PersonFacts.LOOK_ALIKE, PersonFacts.LOOK_ALIKE_REACH),
                    SegmentBase::lookAlikes,
                    true));

    private static final Map<String, Part> PART_BY_COLUMN = byColumn();

    private SegmentBase() {}

    static List<Table> inputs() {
        return Stream.concat(
                        PARTS.stream().filter(part -> !part.isRemembered()).map(Part::table),
                        Stream.of(MergedPersons.TABLE))
                .toList();
    }

    /** Tables of the night before that the expressions speak of. */
    static List<Table> remembered(Collection<String> expressions) {
        return expressions.stream()
                .flatMap(expression -> columns(expression).stream())
                .map(PART_BY_COLUMN::get)
                .filter(part -> part != null && part.isRemembered())
                .map(Part::table)
                .distinct()
                .toList();
    }

    /**
     * Everybody, with the columns that the expressions name and those that are always there.
     *
     * @param expressions SQL of rules whose columns are all made tonight
     */
    static Dataset<Row> of(Inputs in, LocalDate asOf, Collection<String> expressions) {
        Set<Part> named = new LinkedHashSet<>();
        for (String expression : expressions) {
            columns(expression).stream()
                    .map(PART_BY_COLUMN::get)
                    .filter(part -> part != null && !part.table().equals(CustomerProfiles.TABLE))
                    .forEach(named::add);
        }
        Dataset<Row> people = in.read(CustomerProfiles.TABLE);
        for (Part part : PARTS) {
            if (named.contains(part)) {
                Dataset<Row> rows = part.of(in);
                people = people.join(rows.select(added(people, part)), new String[] {PERSON}, "left");
            }
        }
        return people.withColumn(PersonFacts.AS_OF.name(), lit(asOf));
    }

    /** What an earlier part has under the same name is that part's. */
    private static Column[] added(Dataset<Row> people, Part part) {
        Set<String> known = Set.of(people.columns());
        return Stream.concat(
                        Stream.of(IdentityLinks.CUSTOMER_ID),
                        part.fields().stream().filter(field -> !known.contains(field.name())))
                .map(Field::col)
                .toArray(Column[]::new);
    }

    /** The first column of the expressions that no table of tonight has, in a sentence; empty if all are there. */
    static Optional<String> missing(Inputs in, Collection<String> expressions) {
        return expressions.stream()
                .flatMap(expression -> columns(expression).stream())
                .filter(column -> PART_BY_COLUMN.containsKey(column)
                        && !PART_BY_COLUMN.get(column).isIn(in))
                .findFirst()
                .map(column -> "left out: its rule speaks of " + column + ", and "
                        + (PART_BY_COLUMN.get(column).isRemembered()
                                ? "the night before made no "
                                : "this night makes no ")
                        + PART_BY_COLUMN.get(column).table().name());
    }

    /** The columns that an expression speaks about, as tables spell them: to SQL, Frequency is frequency. */
    static List<String> columns(String expression) {
        return SqlColumns.of(expression).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /** Whether a rule or an order of any of the segments speaks of a column of the table, beside its key. */
    public static boolean speakOf(List<SegmentDefinition> segments, Table table) {
        Set<String> asked = segments.stream()
                .flatMap(segment -> expressions(segment).stream())
                .flatMap(expression -> columns(expression).stream())
                .collect(Collectors.toSet());
        return table.fields().stream().anyMatch(field -> !table.key().contains(field) && asked.contains(field.name()));
    }

    /** Everything of a segment that is evaluated. */
    static List<String> expressions(SegmentDefinition segment) {
        List<String> all = new ArrayList<>(List.of(segment.when()));
        segment.stayWhen().ifPresent(all::add);
        all.add(orderOf(segment.rankBy()));
        return all;
    }

    /** The ordering as an expression, for it is not one by itself. */
    static String orderOf(String rankBy) {
        return "row_number() over (order by " + rankBy + ")";
    }

    /** Resolves every rule against the columns, so that a typo is told before the night, with the file it is in. */
    public static void verify(SparkSession spark, List<SegmentDefinition> segments) {
        Dataset<Row> empty = spark.createDataFrame(List.of(), table(List.of()).structType());
        for (SegmentDefinition segment : segments) {
            Function<String, String> place = key -> segment.origin() + ": " + key + ": ";
            resolve(empty, place.apply("when"), () -> empty.where(segment.when()));
            segment.stayWhen().ifPresent(stay -> resolve(empty, place.apply("stay-when"), () -> empty.where(stay)));
            resolve(
                    empty,
                    place.apply("rank-by"),
                    () -> empty.select(expr(orderOf(segment.rankBy() + ", " + IdentityLinks.CUSTOMER_ID.name()))));
        }
    }

    /** @param place of the rule, as the message begins */
    static void resolve(Dataset<Row> rows, String place, Runnable analysis) {
        try {
            analysis.run();
        } catch (Exception e) {
            if (!(e instanceof AnalysisException)) {
                throw e;
            }
            throw new ConfigException(place + sentence(rows, e.getMessage()));
        }
    }

    /** All columns there can be, of the person and of what more there is. */
    static Table table(List<Field> more) {
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<Field> all = new ArrayList<>(List.of(IdentityLinks.CUSTOMER_ID, PersonFacts.AS_OF));
        all.addAll(more);
        PARTS.forEach(part -> all.addAll(part.fields()));
        all.stream().filter(field -> names.add(field.name())).forEach(fields::add);
        return new Table("segment_base", List.of(), fields);
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

    private static Map<String, Part> byColumn() {
        Map<String, Part> all = new LinkedHashMap<>();
        PARTS.forEach(part -> part.fields().forEach(field -> all.putIfAbsent(field.name(), part)));
        return Map.copyOf(all);
    }

    private static Dataset<Row> nextDue(Dataset<Row> clocks) {
        Column first = struct(ProductClocks.DUE_ON.col(), ProductClocks.PRODUCT_ID.col());
        return clocks.groupBy(PERSON)
                .agg(
                        min_by(ProductClocks.PRODUCT_ID.col(), first).as(PersonFacts.NEXT_DUE_PRODUCT.name()),
                        min_by(ProductClocks.DUE_ON.col(), first).as(PersonFacts.NEXT_DUE_ON.name()),
                        min_by(ProductClocks.CLOCK_CONFIDENCE.col(), first).as(PersonFacts.NEXT_DUE_CONFIDENCE.name()));
    }

    private static Dataset<Row> nextBest(Dataset<Row> proposals) {
        return proposals
                .where(NextBestProducts.RANK.col().equalTo(1))
                .select(
                        col(PERSON),
                        PersonFacts.NEXT_BEST_PRODUCT.of(NextBestProducts.PRODUCT_ID.col()),
                        PersonFacts.NEXT_BEST_SOURCE.of(NextBestProducts.SOURCE.col()));
    }

    private static Dataset<Row> propensities(Dataset<Row> scores) {
        Column answer = struct(PropensityScores.QUESTION.col(), PropensityScores.PROBABILITY.col());
        return scores.groupBy(PERSON)
                .agg(map_from_entries(sort_array(collect_list(answer))).as(PersonFacts.PROPENSITY.name()));
    }

    private static Dataset<Row> lookAlikes(Dataset<Row> scores) {
        Column alike = struct(Lookalikes.SEGMENT.col(), Lookalikes.SIMILARITY.col());
        Column reach = struct(Lookalikes.SEGMENT.col(), Lookalikes.REACH.col());
        return scores.groupBy(PERSON)
                .agg(
                        map_from_entries(sort_array(collect_list(alike))).as(PersonFacts.LOOK_ALIKE.name()),
                        map_from_entries(sort_array(collect_list(reach))).as(PersonFacts.LOOK_ALIKE_REACH.name()));
    }

    private static Dataset<Row> bestChannel(Dataset<Row> channels) {
        return channels.where(ChannelScores.CHANNEL_RANK.col().equalTo(1))
                .select(
                        col(PERSON),
                        PersonFacts.BEST_CHANNEL.of(ChannelScores.CHANNEL.col()),
                        PersonFacts.BEST_CHANNEL_RATE.of(ChannelScores.ANSWER_RATE.col()),
                        PersonFacts.BEST_HOUR.col());
    }

    private static Dataset<Row> flags(Dataset<Row> flags) {
        return flags.groupBy(PERSON)
                .agg(
                        max(PersonFlags.FLAG.col().equalTo(PersonFlags.RESELLER))
                                .as(PersonFacts.IS_RESELLER.name()),
                        max(PersonFlags.FLAG.col().equalTo(PersonFlags.STAFF)).as(PersonFacts.IS_STAFF.name()),
                        max(PersonFlags.FLAG.col().equalTo(PersonFlags.TEST_ACCOUNT))
                                .as(PersonFacts.IS_TEST_ACCOUNT.name()));
    }
}
