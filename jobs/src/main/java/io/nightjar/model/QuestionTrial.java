package io.nightjar.model;

import io.nightjar.config.QuestionDefinition;
import io.nightjar.job.ModelCard;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.trainer.BestColumn;
import io.nightjar.learn.trainer.Champion;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Gates;
import io.nightjar.learn.trainer.Labelled;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One question: the model, the champion and the best rule on a single column, on the same later period. */
final class QuestionTrial {
    static final String RULE = "best-single-column";

    private final QuestionDefinition question;
    private final Contest.Terms terms;
    private final LocalDate asOf;
    private final Labelled past;
    private final Labelled later;
    private final List<String> features;
    private final BestColumn judgedRule;
    private final BestColumn newestRule;
    private final Contest contest;

    QuestionTrial(
            QuestionDefinition question,
            Contest.Terms terms,
            LocalDate asOf,
            Labelled past,
            Labelled later,
            Frame tonight,
            Optional<Champion> champion) {
        this.question = question;
        this.terms = terms;
        this.asOf = asOf;
        this.past = past;
        this.later = later;
        this.features = past.frame().columns().stream().map(Frame.Column::name).toList();
        Labelled all = past.and(later);
        List<String> leaks = new ArrayList<>(leaks(past));
        leaks.addAll(leaks(later));
        newestRule = BestColumn.of(all.frame().without(leaks), all.labels());
        judgedRule = BestColumn.of(past.frame().without(leaks), past.labels());
        contest = new Contest(
                terms,
                past,
                later,
                tonight,
                tooLittle(),
                Map.of(RULE, judgedRule.probabilities(later.frame())),
                champion);
    }

    /** Columns that the rule must not go by either. */
    private List<String> leaks(Labelled people) {
        return Gates.leaks(people.frame(), people.labels(), terms.settings().leakAuc());
    }

    /** Tonight and the dates that are judged on and learned from, a horizon apart, newest first. */
    static List<LocalDate> dates(QuestionDefinition question, LocalDate asOf) {
        List<LocalDate> dates = new ArrayList<>();
        for (int k = 0; k <= question.cutOffs() + 1; k++) {
            dates.add(asOf.minusDays((long) k * question.horizonDays()));
        }
        return dates;
    }

    private Optional<String> tooLittle() {
        return later.size() == 0
                ? Optional.of("nobody could be asked " + question.horizonDays() + " days ago")
                : Gates.tooLittle(past.labels(), terms.settings().minPositives());
    }

    /** By whom people are scored; null where there is nothing to go by. */
    String scoredBy() {
        return contest.isShipped() ? Contest.BLEND : past.positives() + later.positives() == 0 ? null : RULE;
    }

    Optional<Champion> champion() {
        return contest.champion(asOf.toString(), () -> {
            Labelled all = past.and(later);
            return terms.trainer().again(contest.challenger(), all.frame(), all.labels());
        });
    }

    BestColumn newestRule() {
        return newestRule;
    }

    private String phrase(BestColumn rule) {
        return terms.phrases().getOrDefault(rule.name(), rule.name());
    }

    ModelCard card() {
        List<LocalDate> dates = dates(question, asOf);
        Map<String, String> used = new TreeMap<>(contest.findings());
        used.put("label", question.label());
        used.put("eligible", question.eligible());
        used.put("horizon days", String.valueOf(question.horizonDays()));
        if (RULE.equals(scoredBy()) && !newestRule.name().equals(judgedRule.name())) {
            used.put("the rule that scores, by newer dates", phrase(newestRule));
        }
        used.put("cut-offs", question.cutOffs() + ", " + question.horizonDays() + " days apart");
        return new ModelCard(
                question.name(),
                question.description(),
                contest.grade().word(),
                BinaryMetrics.AUC,
                Contest.known(contest.auc()),
                RULE + ": " + phrase(judgedRule),
                Contest.known(contest.ruleAuc()),
                contest.isShipped(),
                scoredBy() == null
                        ? "Nobody is scored yet: nobody is known for whom it came true."
                        : contest.decision(),
                Map.of(
                        "learned from", dates.get(2) + " and before (outcome to " + dates.get(1) + ")",
                        "judged on", dates.get(1) + " (outcome to " + asOf + ")",
                        "scored", asOf.toString()),
                Map.of("examples", (long) past.size(), "positives", past.positives(), "judged", (long) later.size()),
                features,
                used,
                contest.metrics(),
                contest.curves(),
                terms.seed(),
                ModelCard.SPARK);
    }
}
