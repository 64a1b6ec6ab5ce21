package io.nightjar.model;

import io.nightjar.config.AnswerSettings;
import io.nightjar.job.ModelCard;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.Grade;
import io.nightjar.learn.sequence.BetaPrior;
import io.nightjar.learn.sequence.BetaPrior.Count;
import io.nightjar.learn.trainer.Contest;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Everybody's own share of answers, drawn towards the channel's, judged on the messages after the middle date beside
 * the channel's share alone.
 */
final class ChannelTrial {
    static final String RULE = "channel-share";
    static final String OWN = "own-share";
    private static final long MOST = 500_000;

    private final AnswerSettings settings;
    private final LocalDate asOf;
    private final LocalDate middle;
    private final Map<String, BetaPrior> priors = new TreeMap<>();
    private final Map<String, Long> rows = new TreeMap<>();
    private final Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    private final Double ownAuc;
    private final Double ruleAuc;
    private final Grade grade;

    /** @param counts people by channel, sent and answered before the middle, and in all: columns in that order */
    ChannelTrial(List<Row> counts, AnswerSettings settings, LocalDate asOf, LocalDate middle) {
        this.settings = settings;
        this.asOf = asOf;
        this.middle = middle;
        Map<String, Map<Count, Long>> before = new TreeMap<>();
        Map<String, Map<Count, Long>> all = new TreeMap<>();
        long later = 0;
        for (Row row : counts) {
            add(before, row.getString(0), new Count(row.getLong(1), row.getLong(2)), row.getLong(5));
            add(all, row.getString(0), new Count(row.getLong(3), row.getLong(4)), row.getLong(5));
            later += (row.getLong(3) - row.getLong(1)) * row.getLong(5);
        }
        all.forEach((channel, groups) -> priors.put(channel, BetaPrior.fit(groups)));
        Map<String, BetaPrior> then = new TreeMap<>();
        before.forEach((channel, groups) -> then.put(channel, BetaPrior.fit(groups)));
        Judged judged = new Judged(counts, then, later);
        rows.put("judged", (long) judged.labels.length);
        rows.put("channels", (long) priors.size());
        BinaryMetrics own = new BinaryMetrics(judged.own, judged.labels);
        BinaryMetrics rule = new BinaryMetrics(judged.rule, judged.labels);
        metrics.put(RULE, Contest.measures(rule));
        metrics.put(OWN, Contest.measures(own));
        ownAuc = Contest.known(own.auc());
        ruleAuc = Contest.known(rule.auc());
        grade = Grade.of(own.auc(), rule.auc());
    }

    private static void add(Map<String, Map<Count, Long>> to, String channel, Count count, long people) {
        to.computeIfAbsent(channel, key -> new TreeMap<>()).merge(count, people, Long::sum);
    }

    /** Later messages one by one; of very many the same share of every kind. */
    private static final class Judged {
        private final double[] own;
        private final double[] rule;
        private final boolean[] labels;

        Judged(List<Row> counts, Map<String, BetaPrior> priors, long messages) {
            double kept = Math.min(1, (double) MOST / Math.max(1, messages));
            int size = 0;
            for (Row row : counts) {
                size += answered(row, kept) + silent(row, kept);
            }
            own = new double[size];
            rule = new double[size];
            labels = new boolean[size];
            int at = 0;
            for (Row row : counts) {
                BetaPrior prior = priors.get(row.getString(0));
                double share = prior.share(new Count(row.getLong(1), row.getLong(2)));
                int answered = answered(row, kept);
                for (int i = 0; i < answered + silent(row, kept); i++) {
                    own[at] = share;
                    rule[at] = prior.mean();
                    labels[at++] = i < answered;
                }
            }
        }

        private static int answered(Row row, double kept) {
            return (int) Math.round((row.getLong(4) - row.getLong(2)) * row.getLong(5) * kept);
        }

        private static int silent(Row row, double kept) {
            long later = row.getLong(3) - row.getLong(1) - (row.getLong(4) - row.getLong(2));
            return (int) Math.round(later * row.getLong(5) * kept);
        }
    }

    /** What each channel's shares are drawn towards, with all messages known tonight. */
    Map<String, BetaPrior> priors() {
        return priors;
    }

    boolean isShipped() {
        return grade.isShipped();
    }

    ModelCard card() {
        Map<String, String> used = new TreeMap<>();
        priors.forEach((channel, prior) -> used.put(
                "answers by " + channel,
                prior.mean() == 0
                        ? "none seen, so nothing is known of it"
                        : Contest.known(prior.mean()) + ", which counts as much as " + Math.round(prior.strength())
                                + " messages of one's own"));
        used.put("opened by a program", "within " + settings.machineSeconds() + " seconds of delivery: no answer");
        return new ModelCard(
                "channels",
                "Which messages are answered within " + settings.answerDays() + " days, by person and channel?",
                grade.word(),
                BinaryMetrics.AUC,
                ownAuc,
                RULE + ": everybody answers a channel alike",
                ruleAuc,
                grade.isShipped(),
                decision(),
                Map.of(
                        "learned from", "messages to " + middle,
                        "judged on", "messages to " + asOf.minusDays(settings.answerDays()),
                        "scored", asOf.toString()),
                rows,
                List.of(ChannelAnswers.SENT, ChannelAnswers.ANSWERED),
                used,
                metrics,
                Map.of(),
                0,
                ModelCard.SPARK);
    }

    private String decision() {
        return switch (grade) {
            case A, B -> "People's own answers told the later ones better than the channel alone and rank tonight.";
            case C -> "People's own answers told no more than the channel alone, which ranks tonight.";
            case NONE ->
                "The channels rank tonight: there are no later messages to judge on, or all went the same way.";
        };
    }
}
