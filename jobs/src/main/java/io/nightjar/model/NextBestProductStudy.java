package io.nightjar.model;

import static org.apache.spark.sql.functions.max;

import io.nightjar.config.NextBestProductSettings;
import io.nightjar.job.Inputs;
import io.nightjar.learn.factor.FactorSettings;
import io.nightjar.learn.rank.Histories;
import io.nightjar.learn.rank.RankSettings;
import io.nightjar.learn.rank.RankingReport;
import io.nightjar.learn.rank.Split;
import io.nightjar.learn.rank.Study;
import io.nightjar.schema.PersonPurchases;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The next-best-product model learned and judged on one shop's purchases: what the night does before it proposes, and
 * what {@code evaluate} prints.
 */
public final class NextBestProductStudy {
    // As far back as the features of the earliest lesson look.
    static final int LOOKS_DAYS = 28;
    private static final int PERIODS = 7;
    private static final String MLLIB = "MLlib ALS";

    private enum Judged {
        LAST_DAYS,
        LAST_DAYS_BEFORE_TONIGHT,
        LAST_BASKETS
    }

    private final Baskets baskets;
    private final Histories histories;
    private final Split tonight;
    private final Split test;
    private final Study study;
    private final RankSettings rank;
    private final NextBestProductSettings settings;
    private final SparkSession spark;

    private NextBestProductStudy(
            Inputs in, LocalDate asOf, NextBestProductSettings settings, long seed, Judged judged) {
        this.settings = settings;
        spark = in.read(PersonPurchases.TABLE).sparkSession();
        int holdout = settings.holdoutDays();
        LocalDate firstCutoff = asOf.minusDays((long) PERIODS * holdout);
        // A last basket may be of any age, and so may be what was looked at before it.
        LocalDate looksAfter = judged == Judged.LAST_BASKETS ? LocalDate.EPOCH : firstCutoff.minusDays(LOOKS_DAYS);
        baskets = new Baskets(in, asOf, firstCutoff, looksAfter);
        histories = baskets.histories(settings.maxCustomersToLearnFrom());
        int now = (int) asOf.toEpochDay();
        tonight = Split.everything(histories, now);
        test = judged == Judged.LAST_BASKETS ? tonight.withoutLastBasket() : tonight.after(now - holdout, holdout);
        rank = rank(settings, seed);
        study = switch (judged) {
            case LAST_BASKETS -> Study.of(test, Split::withoutLastBasket, rank);
            case LAST_DAYS -> Study.of(test, split -> split.before(holdout), rank);
            case LAST_DAYS_BEFORE_TONIGHT -> Study.forTonight(test, split -> split.before(holdout), rank);
        };
    }

    /** Judged on what was bought in the last days before the date. */
    public static NextBestProductStudy ofLastDays(
            Inputs in, LocalDate asOf, NextBestProductSettings settings, long seed) {
        return new NextBestProductStudy(in, asOf, settings, seed, Judged.LAST_DAYS);
    }

    /** The same, and learned again from these days for what is proposed after them. */
    static NextBestProductStudy forTonight(Inputs in, LocalDate asOf, NextBestProductSettings settings, long seed) {
        return new NextBestProductStudy(in, asOf, settings, seed, Judged.LAST_DAYS_BEFORE_TONIGHT);
    }

    /** Judged on everybody's last basket; whoever has only one is asked on the last day on which anybody bought. */
    public static NextBestProductStudy ofLastBaskets(
            Inputs in, LocalDate asOf, NextBestProductSettings settings, long seed) {
        Row last = in.read(PersonPurchases.TABLE)
                .where(PersonPurchases.CUSTOMER_ID.col().isNotNull())
                .agg(max(PersonPurchases.ORDERED_ON.col()))
                .head();
        LocalDate lastDay = last.isNullAt(0) ? asOf : last.getDate(0).toLocalDate();
        return new NextBestProductStudy(in, lastDay, settings, seed, Judged.LAST_BASKETS);
    }

    /** Every method on the same people; none if nobody bought anything to be judged on. */
    public Map<String, RankingReport> trial() {
        return study.trial(study.judged(settings.maxCustomersForEvaluation()), Map.of());
    }

    /**
     * The same with MLlib's ALS, which costs most of the time.
     *
     * @param say takes a sentence if MLlib fails; the others are measured all the same
     */
    public Map<String, RankingReport> trialWithMllib(Consumer<String> say) {
        return trialBeside(
                judged -> study.isTasteFresh()
                        ? MllibTaste.freshLists(spark, test, judged, rank)
                        : MllibTaste.lists(spark, test, judged, rank),
                say);
    }

    Map<String, RankingReport> trialBeside(Function<int[], int[][]> mllib, Consumer<String> say) {
        int[] judged = study.judged(settings.maxCustomersForEvaluation());
        Map<String, int[][]> others = new LinkedHashMap<>();
        if (judged.length > 0) {
            try {
                others.put(MLLIB, mllib.apply(judged));
            } catch (Exception | OutOfMemoryError e) {
                // Whatever befalls what is only compared with, Spark's checked exceptions included.
                say.accept(MLLIB + " could not be measured (" + e + "); all others could.");
            }
        }
        return study.trial(judged, others);
    }

    /** What was better in the lesson, and by how much, in words. */
    public String lesson() {
        return study.compared().isEmpty()
                ? "too few purchases to learn weights from: a plain blend of frequency, what goes with it and popularity"
                : "learned from " + study.examples() + " lists of purchases in the time before; NDCG there "
                        + study.compared() + ", so " + study.method() + fresh();
    }

    private String fresh() {
        return study.fresh().isEmpty()
                ? ""
                : "; what a customer owns comes last, for that was better there: " + String.join(", ", study.fresh());
    }

    Baskets baskets() {
        return baskets;
    }

    Split tonight() {
        return tonight;
    }

    Study study() {
        return study;
    }

    long people() {
        return histories.people();
    }

    static List<String> features() {
        return Study.features();
    }

    static RankSettings rank(NextBestProductSettings settings, long seed) {
        return new RankSettings(
                new RankSettings.Size(
                        settings.k(), settings.apart(), Math.max(settings.candidates(), 2 * settings.k())),
                settings.trees(),
                settings.maxExamples(),
                settings.maxNeighbours(),
                settings.easeMaxProducts(),
                new FactorSettings(
                        settings.rank(),
                        settings.iterations(),
                        (float) settings.unobserved(),
                        (float) settings.regularisation(),
                        1,
                        2,
                        seed));
    }
}
