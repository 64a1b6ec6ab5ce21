package io.nightjar.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.config.UpliftSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelJob;
import io.nightjar.learn.uplift.UpliftGroups;
import io.nightjar.learn.uplift.UpliftTrial;
import io.nightjar.quality.Check;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Field;
import io.nightjar.schema.MergedPersons;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.SegmentStays;
import io.nightjar.schema.Table;
import io.nightjar.schema.UpliftScores;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Learns from control groups whom a message makes buy, who buys anyway, who never does and who is better left alone.
 * Nobody is told apart before the groups' intervals are: {@code unknown} is the answer by default.
 */
public final class LearnUplift implements ModelJob {
    static final String NONE = "none";
    private static final String UNKNOWN = "unknown";

    private final UpliftSettings settings;
    private final long seed;

    public LearnUplift(UpliftSettings settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    @Override
    public String name() {
        return "uplift";
    }

    @Override
    public List<Table> inputs() {
        return List.of(
                PersonContacts.TABLE,
                PersonPurchases.TABLE,
                PersonEvents.TABLE,
                PersonInteractions.TABLE,
                ContactPoints.TABLE,
                MergedPersons.TABLE);
    }

    @Override
    public List<Table> previousInputs() {
        return List.of(SegmentStays.TABLE);
    }

    @Override
    public Table output() {
        return UpliftScores.TABLE;
    }

    @Override
    public String settings() {
        return settings + " " + seed;
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.holds(
                        "the label is one of five",
                        UpliftScores.UPLIFT_LABEL
                                .col()
                                .isin("needs_the_ad", "buys_anyway", "never", "do_not_disturb", UNKNOWN)),
                Check.holds(
                        "who is said to need the ad is in a group whose interval is above nought",
                        UpliftScores.UPLIFT_LABEL
                                .col()
                                .notEqual("needs_the_ad")
                                .or(UpliftScores.UPLIFT_LOW.col().gt(0))));
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        UpliftExamples examples = new UpliftExamples(in, settings, asOf);
        UpliftExamples.People people = examples.collect(seed);
        UpliftReport report = new UpliftReport(settings, people, seed, asOf);
        if (people.controls() < settings.minControl()
                || people.controls() == people.frame().size()) {
            return new Scored(unknown(mayBeContacted(in)), report.tooLittle());
        }
        UpliftTrial trial = UpliftTrial.quick(people.frame(), people.experiment(), seed);
        UpliftGroups groups = trial.groups(settings.noEffectWithin());
        Dataset<Row> scored = new UpliftScorer(trial.answers(groups), examples.features()).score(examples.tonight());
        Dataset<Row> all = mayBeContacted(in).join(scored, new String[] {PersonHistory.PERSON}, "left");
        boolean isOrdered = trial.isOrdered();
        return new Scored(
                all.select(
                        col(PersonHistory.PERSON).as(UpliftScores.CUSTOMER_ID.name()),
                        UpliftScores.UPLIFT.of(col(UpliftScorer.UPLIFT)),
                        UpliftScores.UPLIFT_LOW.of(col(UpliftScorer.LOW)),
                        UpliftScores.UPLIFT_HIGH.of(col(UpliftScorer.HIGH)),
                        UpliftScores.UPLIFT_LABEL.of(coalesce(col(UpliftScorer.LABEL), lit(UNKNOWN))),
                        UpliftScores.UPLIFT_MODEL.of(lit(isOrdered ? UpliftReport.MODEL : NONE))),
                report.of(trial, groups));
    }

    private static Dataset<Row> mayBeContacted(Inputs in) {
        if (!in.has(ContactPoints.TABLE)) {
            return in.read(PersonContacts.TABLE)
                    .where(PersonContacts.CUSTOMER_ID.col().isNotNull())
                    .select(PersonContacts.CUSTOMER_ID.col())
                    .distinct();
        }
        Column[] permissions =
                ContactPoints.PERMISSIONS.stream().map(Field::col).toArray(Column[]::new);
        return in.read(ContactPoints.TABLE)
                .where(exists(array(permissions), permission -> coalesce(permission, lit(false))))
                .select(ContactPoints.CUSTOMER_ID.col());
    }

    private static Dataset<Row> unknown(Dataset<Row> people) {
        return people.select(
                col(PersonHistory.PERSON).as(UpliftScores.CUSTOMER_ID.name()),
                UpliftScores.UPLIFT.of(lit(null)),
                UpliftScores.UPLIFT_LOW.of(lit(null)),
                UpliftScores.UPLIFT_HIGH.of(lit(null)),
                UpliftScores.UPLIFT_LABEL.of(lit(UNKNOWN)),
                UpliftScores.UPLIFT_MODEL.of(lit(NONE)));
    }
}
