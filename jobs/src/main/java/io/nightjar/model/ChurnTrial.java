package io.nightjar.model;

import io.nightjar.config.ChurnSettings;
import io.nightjar.job.ModelCard;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.InactivityRule;
import io.nightjar.learn.trainer.Champion;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Labelled;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who leaves within one horizon: the model, the champion and the inactivity rule on the same later period. */
final class ChurnTrial {
    private final String name;
    private final int horizonDays;
    private final ChurnSettings settings;
    private final Contest.Terms terms;
    private final LocalDate asOf;
    private final LocalDate judgedOn;
    private final ChurnBook book;
    private final Labelled past;
    private final Labelled later;
    private final InactivityRule rule;
    private final InactivityRule newestRule;
    private final Contest contest;

    ChurnTrial(
            String name,
            int horizonDays,
            ChurnSettings settings,
            Contest.Terms terms,
            LocalDate asOf,
            ChurnBook book,
            Optional<Champion> champion) {
        this.name = name;
        this.horizonDays = horizonDays;
        this.settings = settings;
        this.terms = terms;
        this.asOf = asOf;
        this.book = book;
        this.judgedOn = asOf.minusDays(horizonDays);
        past = book.labelled(cutOffs(settings, judgedOn.minusDays(horizonDays)), horizonDays);
        later = book.labelled(List.of(judgedOn), horizonDays);
        rule = rule(past);
        newestRule = later.size() == 0 ? rule : rule(later);
        contest = new Contest(
                terms,
                past,
                later,
                book.tonight(),
                tooLittle(),
                Map.of(LearnChurn.RULE, Answerer.inactivity(rule).probabilities(later.frame())),
                champion);
    }

    /** Every date that trials of these horizons look at, tonight's included. */
    static List<LocalDate> dates(ChurnSettings settings, List<Integer> horizons, LocalDate asOf) {
        List<LocalDate> all = new ArrayList<>(List.of(asOf));
        for (int days : horizons) {
            all.addAll(cutOffs(settings, asOf.minusDays(days)));
            all.addAll(cutOffs(settings, asOf.minusDays(2L * days)));
        }
        return all.stream().distinct().sorted().toList();
    }

    /** The date and earlier ones, a step apart. */
    private static List<LocalDate> cutOffs(ChurnSettings settings, LocalDate newest) {
        List<LocalDate> dates = new ArrayList<>();
        for (int k = 0; k < settings.cutOffs(); k++) {
            dates.add(newest.minusDays((long) k * settings.stepDays()));
        }
        return dates;
    }

    String name() {
        return name;
    }

    /** By whom people are scored; null where there is not a single example to learn even the rule from. */
    String scoredBy() {
        return contest.isShipped() ? LearnChurn.BLEND : newestRule.steps().isEmpty() ? null : LearnChurn.RULE;
    }

    /** The winner, learned again up to the newest dates whose outcome is known if it is new. */
    Optional<Champion> champion() {
        return contest.champion(asOf.toString(), () -> {
            Labelled newest = book.labelled(cutOffs(settings, judgedOn), horizonDays);
            return terms.trainer().again(contest.challenger(), newest.frame(), newest.labels());
        });
    }

    InactivityRule newestRule() {
        return newestRule;
    }

    private Optional<String> tooLittle() {
        long left = past.positives();
        if (Math.min(left, past.size() - left) < settings.minPositives() || later.size() == 0) {
            return Optional.of("too few examples to learn from: " + left + " of " + past.size() + " left, "
                    + settings.minPositives() + " of each kind are needed");
        }
        return Optional.empty();
    }

    ModelCard card() {
        LocalDate learned = judgedOn.minusDays(horizonDays);
        Map<String, String> used = new TreeMap<>(contest.findings());
        used.put("horizon days", String.valueOf(horizonDays));
        used.put("eligible days", String.valueOf(settings.eligibleDays()));
        used.put("cut-offs", settings.cutOffs() + ", " + settings.stepDays() + " days apart");
        return new ModelCard(
                name,
                "Who of the active buyers will buy nothing in the next " + horizonDays + " days?",
                contest.grade().word(),
                BinaryMetrics.AUC,
                Contest.known(contest.auc()),
                LearnChurn.RULE + ": the longer without a purchase, the likelier gone (even odds at " + rule.days()
                        + " days)",
                Contest.known(contest.ruleAuc()),
                contest.isShipped(),
                scoredBy() == null ? "Nobody is scored yet: " + contest.why() + "." : contest.decision(),
                Map.of(
                        "learned from", learned + " and before (outcome to " + judgedOn + ")",
                        "judged on", judgedOn + " (outcome to " + asOf + ")",
                        "scored", asOf.toString()),
                Map.of("examples", (long) past.size(), "churned", past.positives(), "judged", (long) later.size()),
                book.features(),
                used,
                contest.metrics(),
                contest.curves(),
                terms.seed(),
                ModelCard.SPARK);
    }

    private static InactivityRule rule(Labelled examples) {
        TreeMap<Integer, Long> people = new TreeMap<>();
        Map<Integer, Long> left = new TreeMap<>();
        Frame.Column recency = examples.frame().column(ChurnExamples.RECENCY);
        boolean[] churned = examples.labels();
        for (int i = 0; i < churned.length; i++) {
            int days = (int) recency.number(i);
            people.merge(days, 1L, Long::sum);
            left.merge(days, churned[i] ? 1L : 0L, Long::sum);
        }
        return new InactivityRule(people, left);
    }
}
