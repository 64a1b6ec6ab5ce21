package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.LookalikeSettings;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelCard;
import io.nightjar.job.ModelJob;
import io.nightjar.learn.trainer.Frames;
import io.nightjar.learn.trainer.Labelled;
import io.nightjar.quality.Check;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Lookalikes;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.SqlColumns;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Finds people outside a segment who are like its members. What the segment's own rule names is not looked at, nor what
 * alone tells who is a member: they would find the rule again, not people.
 */
public final class FindLookalikes implements ModelJob {
    private final List<SegmentDefinition> segments;
    private final LookalikeSettings settings;
    private final TrainerSettings trainer;
    private final long seed;

    /** @param segments whose members others are compared with */
    public FindLookalikes(
            List<SegmentDefinition> segments, LookalikeSettings settings, TrainerSettings trainer, long seed) {
        this.segments = List.copyOf(segments);
        this.settings = settings;
        this.trainer = trainer;
        this.seed = seed;
    }

    @Override
    public List<Table> inputs() {
        return List.of(CustomerProfiles.TABLE, SegmentMembers.TABLE);
    }

    @Override
    public Table output() {
        return Lookalikes.TABLE;
    }

    @Override
    public String settings() {
        List<String> rules = segments.stream()
                .map(segment -> segment.name() + " " + segment.when())
                .toList();
        return rules + " " + settings + " " + trainer + " " + seed;
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "a similarity is between 0 and 1", Lookalikes.SIMILARITY.col().between(0, 1)));
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        Dataset<Row> people = people(in);
        // In one order, so that sums of doubles come out the same on any number of cores; thinned by hash of the
        // person.
        List<Row> rows = people.orderBy(xxhash64(col(PersonHistory.PERSON), lit(seed)), col(PersonHistory.PERSON))
                .limit((int) Math.min(trainer.maxRows(), Integer.MAX_VALUE))
                .collectAsList();
        PersonScorer scorer = new PersonScorer();
        List<ModelCard> cards = new ArrayList<>();
        Column reach = lit(1.0);
        for (SegmentDefinition segment : segments) {
            Labelled members = labelled(rows, people.schema(), segment);
            LookalikeTrial trial = new LookalikeTrial(segment, settings, trainer, seed, members, asOf);
            cards.add(trial.card());
            Optional<Answerer> answerer = trial.answerer();
            if (answerer.isPresent()) {
                scorer.explain(segment.name(), answerer.get(), trial.features(), other(segment));
                reach = when(
                                col(PersonScorer.QUESTION).equalTo(segment.name()),
                                reach(trial, col(PersonScorer.PROBABILITY)))
                        .otherwise(reach);
            }
        }
        return new Scored(
                scorer.score(people)
                        .select(
                                Lookalikes.SEGMENT.of(col(PersonScorer.QUESTION)),
                                Lookalikes.CUSTOMER_ID.of(col(PersonHistory.PERSON)),
                                Lookalikes.SIMILARITY.of(col(PersonScorer.PROBABILITY)),
                                Lookalikes.REACH.of(reach),
                                Lookalikes.REASONS.of(col(PersonScorer.REASONS))),
                cards);
    }

    private static Column reach(LookalikeTrial trial, Column similarity) {
        Column reach = lit(1.0);
        List<double[]> levels = new ArrayList<>(trial.levels());
        java.util.Collections.reverse(levels);
        for (double[] level : levels) {
            reach = when(similarity.geq(level[1]), lit(level[0])).otherwise(reach);
        }
        return reach;
    }

    /** Everybody who is known, with a flag for each segment they are not in. */
    private Dataset<Row> people(Inputs in) {
        Dataset<Row> people =
                in.read(CustomerProfiles.TABLE).where(not(coalesce(CustomerProfiles.IS_ANONYMOUS.col(), lit(false))));
        for (SegmentDefinition segment : segments) {
            Dataset<Row> members = in.read(SegmentMembers.TABLE)
                    .where(SegmentMembers.SEGMENT.col().equalTo(segment.name()))
                    .select(SegmentMembers.CUSTOMER_ID.col(), lit(false).as(other(segment)));
            people = people.join(members, new String[] {PersonHistory.PERSON}, "left")
                    .withColumn(other(segment), coalesce(col(other(segment)), lit(true)));
        }
        return people;
    }

    private static String other(SegmentDefinition segment) {
        return "other:" + segment.name();
    }

    private static Labelled labelled(List<Row> rows, StructType type, SegmentDefinition segment) {
        List<String> named = SqlColumns.of(segment.when());
        List<String> features = new ArrayList<>();
        for (StructField field : type.fields()) {
            boolean isProfile = CustomerProfiles.TABLE.names().contains(field.name());
            boolean isOwn = named.stream().anyMatch(field.name()::equalsIgnoreCase);
            boolean says = !field.name().equals(PersonHistory.PERSON)
                    && !field.name().equals(CustomerProfiles.IS_ANONYMOUS.name());
            if (isProfile
                    && !isOwn
                    && says
                    && Frames.isUsable(field.dataType())
                    && !(field.dataType() instanceof DateType)) {
                features.add(field.name());
            }
        }
        int other = type.fieldIndex(other(segment));
        boolean[] isMember = new boolean[rows.size()];
        for (int i = 0; i < isMember.length; i++) {
            isMember[i] = !rows.get(i).getBoolean(other);
        }
        return new Labelled(Frames.of(rows, type, PersonHistory.PERSON, features), isMember);
    }
}
