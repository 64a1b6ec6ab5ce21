package io.nightjar.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.AnswerSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelJob;
import io.nightjar.learn.sequence.BetaPrior;
import io.nightjar.quality.Check;
import io.nightjar.schema.ChannelScores;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Customers;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Ranks for everybody the channels that they may and can be reached by, by how often they answer there, and says at
 * which hour. A channel whose answers nobody records, as post, has no share, and no hour.
 */
public final class ChannelModel implements ModelJob {
    private static final int JUDGED_DAYS = 60;
    private static final StructType PRIORS = new StructType()
            .add("of", DataTypes.StringType)
            .add("mean", DataTypes.DoubleType)
            .add("strength", DataTypes.DoubleType)
            .add("usual", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("usual_hour", DataTypes.IntegerType);

    /** Hours of a day with the two beside each, then one's own drawn towards the channel's; the earliest of the best. */
    private static final String BEST_HOUR = "-array_max(transform(sequence(0, 23), h -> struct("
            + "0.5 * hours[h] + 0.25 * hours[(h + 1) % 24] + 0.25 * hours[(h + 23) % 24] + pull * usual[h] as share,"
            + " -h as h))).h";

    private final AnswerSettings settings;

    public ChannelModel(AnswerSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "channels";
    }

    @Override
    public List<Table> inputs() {
        return List.of(PersonContacts.TABLE, ContactPoints.TABLE);
    }

    @Override
    public Table output() {
        return ChannelScores.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.holds(
                        "a share of answers is between 0 and 1",
                        ChannelScores.ANSWER_RATE.col().between(0, 1)),
                Check.holds(
                        "an hour is between 0 and 23",
                        ChannelScores.BEST_HOUR.col().between(0, 23)));
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        LocalDate middle = asOf.minusDays(settings.answerDays() + (long) JUDGED_DAYS);
        Dataset<Row> answers = ChannelAnswers.of(in, settings, asOf, middle);
        Column[] hours = IntStream.range(0, ChannelAnswers.HOURS_A_DAY)
                .mapToObj(hour -> sum(col(ChannelAnswers.HOURS).getItem(hour)))
                .toArray(Column[]::new);
        List<Row> counts = answers.groupBy(
                        ChannelAnswers.CHANNEL,
                        ChannelAnswers.SENT_BEFORE,
                        ChannelAnswers.ANSWERED_BEFORE,
                        ChannelAnswers.SENT,
                        ChannelAnswers.ANSWERED)
                .agg(count(lit(1)).as("people"), array(hours).as(ChannelAnswers.HOURS))
                .orderBy(
                        ChannelAnswers.CHANNEL,
                        ChannelAnswers.SENT_BEFORE,
                        ChannelAnswers.ANSWERED_BEFORE,
                        ChannelAnswers.SENT,
                        ChannelAnswers.ANSWERED)
                .collectAsList();
        ChannelTrial trial = new ChannelTrial(counts, settings, asOf, middle);
        Dataset<Row> priors = answers.sparkSession().createDataFrame(priors(trial, counts), PRIORS);
        return new Scored(ranked(reachable(in), answers, priors, trial.isShipped()), trial.card());
    }

    /** Everybody with every channel that is permitted and that there is an address for. */
    private static Dataset<Row> reachable(Inputs in) {
        Column mail = Customers.EMAIL.col().isNotNull();
        Column phone = Customers.PHONE.col().isNotNull();
        Column home = Customers.STREET.col().isNotNull();
        Column channels = array(
                when(ContactPoints.EMAIL_PERMITTED.col().and(mail), "email"),
                when(ContactPoints.SMS_PERMITTED.col().and(phone), "sms"),
                when(ContactPoints.PHONE_PERMITTED.col().and(phone), "phone"),
                when(ContactPoints.POST_PERMITTED.col().and(home), "post"),
                when(ContactPoints.ADS_PERMITTED.col().and(mail.or(phone)), "ads"));
        return in.read(ContactPoints.TABLE)
                .select(
                        col(ChannelAnswers.PERSON),
                        explode(filter(channels, channel -> channel.isNotNull()))
                                .as(ChannelAnswers.CHANNEL));
    }

    /** A line per channel: its share, how much it weighs, and when people answer there. */
    private List<Row> priors(ChannelTrial trial, List<Row> counts) {
        Map<String, double[]> hours = new TreeMap<>();
        for (Row row : counts) {
            double[] sums = hours.computeIfAbsent(row.getString(0), key -> new double[ChannelAnswers.HOURS_A_DAY]);
            List<Long> ofGroup = row.getList(6);
            for (int hour = 0; hour < sums.length; hour++) {
                sums[hour] += ofGroup.get(hour);
            }
        }
        List<Row> lines = new ArrayList<>();
        trial.priors().forEach((channel, prior) -> lines.add(line(channel, prior, hours.get(channel))));
        return lines;
    }

    private Row line(String channel, BetaPrior prior, double[] hours) {
        double answers = 0;
        for (double hour : hours) {
            answers += hour;
        }
        Double[] shares = new Double[hours.length];
        int best = 0;
        for (int hour = 0; hour < hours.length; hour++) {
            shares[hour] = answers == 0 ? 0 : hours[hour] / answers;
            best = hours[hour] > hours[best] ? hour : best;
        }
        boolean isKnown = answers >= (double) settings.minAnswers() * ChannelAnswers.HOURS_A_DAY;
        return RowFactory.create(
                channel,
                prior.mean() == 0 ? null : prior.mean(),
                prior.strength(),
                List.of(shares),
                isKnown ? best : null);
    }

    private Dataset<Row> ranked(Dataset<Row> reachable, Dataset<Row> answers, Dataset<Row> priors, boolean isOwn) {
        Column sent = coalesce(col(ChannelAnswers.SENT), lit(0L));
        Column answered = coalesce(col(ChannelAnswers.ANSWERED), lit(0L));
        Column drawn = answered.plus(col("mean").multiply(col("strength"))).divide(sent.plus(col("strength")));
        Column weighs = sent.geq(col("strength")).and(lit(isOwn));
        Column hasHour = answered.geq(settings.minAnswers());
        return reachable
                .join(answers, new String[] {ChannelAnswers.PERSON, ChannelAnswers.CHANNEL}, "left")
                .join(priors, col(ChannelAnswers.CHANNEL).equalTo(col("of")), "left")
                .withColumn("pull", lit((double) settings.minAnswers()))
                .withColumn("rate", round(isOwn ? drawn : col("mean"), 6))
                .select(
                        ChannelScores.CUSTOMER_ID.col(),
                        ChannelScores.CHANNEL.col(),
                        ChannelScores.ANSWER_RATE.of(col("rate")),
                        ChannelScores.ANSWER_EVIDENCE.of(sent),
                        ChannelScores.CHANNEL_RANK.of(row_number()
                                .over(Window.partitionBy(ChannelAnswers.PERSON)
                                        .orderBy(
                                                col("rate").desc_nulls_last(),
                                                sent.desc(),
                                                col(ChannelAnswers.CHANNEL)))),
                        ChannelScores.BEST_HOUR.of(
                                when(hasHour, expr(BEST_HOUR)).otherwise(col("usual_hour"))),
                        ChannelScores.CHANNEL_BASIS.of(when(col("mean").isNull(), "not_enough_data")
                                .when(weighs, "own")
                                .otherwise("group")));
    }
}
