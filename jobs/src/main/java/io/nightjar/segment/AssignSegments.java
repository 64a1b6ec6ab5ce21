package io.nightjar.segment;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.SegmentFiles;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Puts people on the lists whose rule they fulfil, best first, cut at the list's size. */
public final class AssignSegments implements TableJob {
    private static final String WAS_ON = "lists_of_last_night";
    private static final String LISTED = "listed_count";

    private final List<SegmentDefinition> segments;

    public AssignSegments(List<SegmentDefinition> segments) {
        this.segments = List.copyOf(segments);
    }

    @Override
    public List<Table> inputs() {
        return SegmentBase.inputs();
    }

    @Override
    public Table output() {
        return SegmentMembers.TABLE;
    }

    @Override
    public String settings() {
        return SegmentFiles.fingerprintText(segments);
    }

    @Override
    public List<Table> previousInputs() {
        Stream<Table> members =
                segments.stream().anyMatch(segment -> segment.stayWhen().isPresent())
                        ? Stream.of(SegmentMembers.TABLE)
                        : Stream.of();
        return Stream.concat(members, remembered(segments).stream()).toList();
    }

    /** Tables of the night before that the rules speak of. */
    static List<Table> remembered(List<SegmentDefinition> segments) {
        return SegmentBase.remembered(rules(segments));
    }

    private static List<String> rules(List<SegmentDefinition> segments) {
        return segments.stream()
                .flatMap(segment -> SegmentBase.expressions(segment).stream())
                .toList();
    }

    /** All rules in one look at each person, and all lists in one sort. */
    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        List<SegmentDefinition> made = made(in);
        if (made.isEmpty()) {
            return in.read(CustomerProfiles.TABLE)
                    .sparkSession()
                    .createDataFrame(List.of(), SegmentMembers.TABLE.structType());
        }
        return new AssignSegments(made).assign(in, asOf);
    }

    /** Those whose rules speak of nothing that this night does not make. */
    private List<SegmentDefinition> made(Inputs in) {
        return segments.stream()
                .filter(segment -> SegmentBase.missing(in, SegmentBase.expressions(segment))
                        .isEmpty())
                .toList();
    }

    private Dataset<Row> assign(Inputs in, LocalDate asOf) {
        Dataset<Row> base = SegmentBase.of(in, asOf, rules(segments));
        Column[] lists = segments.stream().map(AssignSegments::listed).toArray(Column[]::new);
        Dataset<Row> listed =
                withLastNight(in, base).withColumn(SegmentMembers.SEGMENT.name(), explode(array_compact(array(lists))));
        return listed.withColumn(SegmentMembers.MEMBER_RANK.name(), RankOrder.rank(segments))
                .transform(this::cut)
                .select(
                        SegmentMembers.SEGMENT.col(),
                        SegmentMembers.CUSTOMER_ID.col(),
                        SegmentMembers.MEMBER_RANK.col(),
                        SegmentMembers.REASON.of(reason(List.of(base.columns()))));
    }

    /** The lists that each person was on when the last night was published. */
    private Dataset<Row> withLastNight(Inputs in, Dataset<Row> base) {
        Optional<Dataset<Row>> before =
                previousInputs().contains(SegmentMembers.TABLE) ? in.previous(SegmentMembers.TABLE) : Optional.empty();
        if (before.isEmpty()) {
            return base.withColumn(WAS_ON, array().cast("array<string>"));
        }
        Dataset<Row> lists = before.get()
                .groupBy(SegmentMembers.CUSTOMER_ID.col())
                .agg(collect_set(SegmentMembers.SEGMENT.col()).as(WAS_ON));
        return base.join(lists, new String[] {SegmentMembers.CUSTOMER_ID.name()}, "left");
    }

    /** The list's name for those on it. */
    private static Column listed(SegmentDefinition segment) {
        Column enters = expr(segment.when());
        Column stays = segment.stayWhen()
                .map(when -> array_contains(col(WAS_ON), segment.name()).and(expr(when)))
                .orElse(lit(false));
        return when(coalesce(enters, lit(false)).or(coalesce(stays, lit(false))), lit(segment.name()));
    }

    private Dataset<Row> cut(Dataset<Row> ranked) {
        List<SegmentDefinition> limited = segments.stream()
                .filter(segment -> segment.maxShare() < 1 || segment.maxSize().isPresent())
                .toList();
        if (limited.isEmpty()) {
            return ranked;
        }
        Column most = col(LISTED);
        for (SegmentDefinition segment : limited) {
            Column share = ceil(col(LISTED).multiply(segment.maxShare()));
            Column size = lit(segment.maxSize().orElse(Long.MAX_VALUE));
            most = when(SegmentMembers.SEGMENT.col().equalTo(segment.name()), least(share, size))
                    .otherwise(most);
        }
        return ranked.withColumn(LISTED, count(lit(1)).over(Window.partitionBy(SegmentMembers.SEGMENT.col())))
                .where(SegmentMembers.MEMBER_RANK.col().leq(most));
    }

    /** The person's own values of the columns that the list's rule speaks about. */
    private Column reason(List<String> known) {
        Column reason = lit("");
        for (SegmentDefinition segment : segments) {
            reason = when(SegmentMembers.SEGMENT.col().equalTo(segment.name()), Facts.of(segment.when(), known))
                    .otherwise(reason);
        }
        return reason;
    }
}
