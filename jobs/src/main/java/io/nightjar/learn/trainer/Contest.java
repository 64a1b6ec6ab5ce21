package io.nightjar.learn.trainer;

import io.nightjar.config.TrainerSettings;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.Grade;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The model learned tonight, the champion of earlier nights and the best simple rule, judged on the same later period
 * that none of them has seen. A challenger that does not rank people better than the champion changes nothing; who does
 * not beat the rule, or foretells less truly than the rule how many will, is not shipped.
 */
public final class Contest {
    /** The blend learned tonight. */
    public static final String BLEND = "blend";

    public static final String CHAMPION = "champion";
    private static final int DRAWS = 100;

    private final Terms terms;
    private final Labelled past;
    private final Labelled later;
    private final Frame tonight;
    private final Champion champion;
    private final Trained challenger;
    private final BinaryMetrics rule;
    private final Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    private final Map<String, List<List<Double>>> curves = new LinkedHashMap<>();
    private final Map<String, String> findings = new TreeMap<>();
    private final Entrant ofChallenger;
    private final Entrant ofChampion;
    private final boolean stays;
    private final Entrant winner;
    private final Grade grade;
    private final String why;

    /**
     * What is asked and how it is learned.
     *
     * @param question what exactly is asked: a champion that answers another question is none
     * @param trainer learns the challenger
     * @param settings levels of the gates
     * @param seed of intervals
     * @param trusted columns that are known beforehand, however well they tell the answer; where there are any, the rule
     *     goes by them alone
     * @param phrases what columns are called in sentences
     */
    public record Terms(
            String question,
            Trainer trainer,
            TrainerSettings settings,
            long seed,
            List<String> trusted,
            Map<String, String> phrases) {}

    /** One who takes part: how good, or why not; nothing was measured of one who is not there. */
    private record Entrant(BinaryMetrics measured, Optional<String> out) {
        double auc() {
            return measured == null ? Double.NaN : measured.auc();
        }

        boolean isIn() {
            return out.isEmpty();
        }
    }

    /**
     * Learns and judges.
     *
     * @param tonight people to be scored, or some of them
     * @param tooLittle why the past is not enough to learn from, if it is not
     * @param byRule probabilities of simple rules on the later period, by name; the first is the one to beat
     */
    public Contest(
            Terms terms,
            Labelled past,
            Labelled later,
            Frame tonight,
            Optional<String> tooLittle,
            Map<String, double[]> byRule,
            Optional<Champion> champion) {
        this.terms = terms;
        this.past = past;
        this.later = later;
        this.tonight = tonight;
        rule = new BinaryMetrics(byRule.values().iterator().next(), later.labels());
        byRule.forEach((name, scores) -> metrics.put(name, measures(new BinaryMetrics(scores, later.labels()))));
        double[] same = new double[later.size()];
        Arrays.fill(same, past.share());
        metrics.put(CrossFit.BASE_RATE, measures(new BinaryMetrics(same, later.labels())));
        curve("lift of the rule", rule.gains());
        challenger = tooLittle.isEmpty() ? terms.trainer().train(past.frame(), past.labels(), past.weights()) : null;
        boolean answers = champion.filter(it -> it.answers(terms.question())).isPresent();
        this.champion = champion.filter(it -> answers && it.fits(later.frame())).orElse(null);
        if (champion.isPresent() && this.champion == null) {
            findings.put(
                    CHAMPION,
                    "the model of " + champion.get().learnedOn()
                            + (answers ? " looks at columns that are no longer there" : " answers another question"));
        }
        Optional<String> leak = challenger == null && this.champion == null ? Optional.empty() : leak();
        ofChallenger = challenger == null ? new Entrant(null, tooLittle) : judgeChallenger(leak);
        ofChampion = this.champion == null ? new Entrant(null, Optional.of("")) : judgeChampion(leak);
        stays = ofChampion.isIn() && !(ofChallenger.isIn() && ofChallenger.auc() > ofChampion.auc());
        winner = stays ? ofChampion : ofChallenger;
        show(winner.measured());
        why = winner.out().orElse("");
        grade = winner.isIn() ? Grade.of(winner.auc(), rule.auc()) : Grade.NONE;
    }

    public Grade grade() {
        return grade;
    }

    public boolean isShipped() {
        return grade.isShipped();
    }

    /** Why no model scores, though one was wanted; empty where one was measured. */
    public String why() {
        return why;
    }

    /** How well the winner, or else tonight's model, ranked people on the later period; NaN if there is none. */
    public double auc() {
        return winner.auc();
    }

    public double ruleAuc() {
        return rule.auc();
    }

    /** Every measure, by candidate. */
    public Map<String, Map<String, Double>> metrics() {
        return metrics;
    }

    /** Points of what is drawn on the card. */
    public Map<String, List<List<Double>>> curves() {
        return curves;
    }

    /** What was chosen and seen, by its name. */
    public Map<String, String> findings() {
        Map<String, String> all = new TreeMap<>(findings);
        if (challenger != null) {
            all.put("chosen out of fold", String.join("; ", challenger.description()));
        }
        return all;
    }

    /**
     * What the next night's challenger has to beat, and what scores tonight if a model does.
     *
     * @param learnedOn tonight
     * @param newest tonight's model learned again from the newest dates; asked for only if it has won
     */
    public Optional<Champion> champion(String learnedOn, Supplier<Trained> newest) {
        if (isShipped() && !stays) {
            Population people = new Population(past.evened(), challenger.margins(later.frame()));
            return Optional.of(new Champion(terms.question(), learnedOn, challenger, newest.get(), people));
        }
        return Optional.ofNullable(champion);
    }

    /** Tonight's model, to be learned again; only where there is one. */
    public Trained challenger() {
        return challenger;
    }

    /** A sentence on who scores, and why. */
    public String decision() {
        String against = "";
        if (champion != null && ofChampion.isIn() && ofChallenger.isIn()) {
            against = stays
                    ? " The champion of " + champion.learnedOn()
                            + " stays: tonight's model did not rank the same people" + " better ("
                            + known(ofChallenger.auc()) + " against " + known(ofChampion.auc()) + ")."
                    : " It takes over from the champion of " + champion.learnedOn() + " (" + known(ofChallenger.auc())
                            + " against " + known(ofChampion.auc()) + " on the same people).";
        } else if (champion != null && stays) {
            against = " It is the champion of " + champion.learnedOn() + ", for tonight there is no new one: "
                    + ofChallenger.out().orElse("") + ".";
        } else if (champion != null) {
            against = " The champion of " + champion.learnedOn() + " is out: "
                    + ofChampion.out().orElse("") + ".";
        }
        return switch (grade) {
            case A, B ->
                "The model ranked people better than the rule on the later period and scores tonight." + against;
            case C -> "The model did not beat the rule on the later period: the rule scores tonight.";
            case NONE -> "The rule scores tonight: " + why + ".";
        };
    }

    private Entrant judgeChallenger(Optional<String> leak) {
        double[][] byLearner = challenger.byLearner(later.frame());
        List<String> names = List.of("logistic", "boosted", BLEND);
        BinaryMetrics measured = rule;
        for (int k = 0; k < names.size(); k++) {
            measured = new BinaryMetrics(byLearner[k], later.labels());
            metrics.put(names.get(k), measures(measured));
        }
        Population people = new Population(past.evened(), challenger.margins(later.frame()));
        return entrant(measured, leak, people, challenger, "");
    }

    private Entrant judgeChampion(Optional<String> leak) {
        BinaryMetrics measured = new BinaryMetrics(champion.judged().probabilities(later.frame()), later.labels());
        metrics.put(CHAMPION, measures(measured));
        findings.put(CHAMPION, "learned on " + champion.learnedOn());
        return entrant(measured, leak, champion.population(), champion.judged(), " of the champion");
    }

    private Entrant entrant(
            BinaryMetrics measured, Optional<String> leak, Population people, Trained model, String whose) {
        if (Double.isNaN(measured.auc())) {
            return new Entrant(measured, Optional.of("the later period had one kind of outcome only"));
        }
        if (leak.isPresent()) {
            return new Entrant(measured, leak);
        }
        Optional<String> off =
                Gates.offInProbability(measured, rule, terms.settings().calibrationStop());
        if (off.isPresent()) {
            return new Entrant(measured, off);
        }
        if (tonight.size() == 0) {
            return new Entrant(measured, Optional.empty());
        }
        double drift = people.ofScores(model.margins(tonight));
        findings.put("drift of the score" + whose, String.valueOf(known(drift)));
        people.of(tonight).forEach((name, index) -> {
            if (index >= terms.settings().driftWarn()) {
                findings.put("drift of " + name + whose, String.valueOf(known(index)));
            }
        });
        return new Entrant(
                measured,
                drift < terms.settings().driftStop() || people.mayBeChance(drift, tonight.size())
                        ? Optional.empty()
                        : Optional.of("people differ too much from those learned from: stability index of the score "
                                + known(drift) + ", allowed below "
                                + terms.settings().driftStop()));
    }

    private Optional<String> leak() {
        // A rule that goes by trusted columns alone may be perfect, and so is then whatever is made of them.
        if (!terms.trusted().isEmpty() && rule.auc() >= terms.settings().leakAuc()) {
            return Optional.empty();
        }
        // What was filled in afterwards is seen where it was filled in, and that may be the past alone.
        List<String> leaks = new ArrayList<>(leaks(later));
        if (challenger != null) {
            leaks.addAll(leaks(past));
        }
        return leaks.stream()
                .findFirst()
                .map(name ->
                        terms.phrases().getOrDefault(name, name) + " alone tells the answer, so it knows the future");
    }

    private List<String> leaks(Labelled people) {
        return Gates.leaks(
                people.frame().without(terms.trusted()),
                people.labels(),
                terms.settings().leakAuc());
    }

    /** Where the measures of the one whose figures the card has come out on other such people, and their curves. */
    private void show(BinaryMetrics measured) {
        if (measured == null) {
            return;
        }
        measured.intervals(DRAWS, terms.seed())
                .forEach((name, interval) -> findings.put(
                        "95 % interval" + (name.equals(BinaryMetrics.AUC) ? "" : " of the " + name),
                        known(interval.low()) + " to " + known(interval.high())));
        curve("calibration", measured.calibrationCurve());
        curve("lift", measured.gains());
    }

    private void curve(String name, List<double[]> points) {
        curves.put(name, points(points));
    }

    /** A curve as a card keeps it. */
    public static List<List<Double>> points(List<double[]> points) {
        List<List<Double>> all = new ArrayList<>();
        for (double[] point : points) {
            List<Double> one = new ArrayList<>();
            for (double value : point) {
                one.add(known(value));
            }
            all.add(one);
        }
        return all;
    }

    /** What is measured of one candidate, as a card keeps it. */
    public static Map<String, Double> measures(BinaryMetrics of) {
        Map<String, Double> all = new LinkedHashMap<>();
        of.all().forEach((name, value) -> all.put(name, known(value)));
        return all;
    }

    /** Rounded to what is worth printing; JSON has no NaN. */
    public static Double known(double value) {
        return Double.isFinite(value) ? Math.round(value * 1e6) / 1e6 : null;
    }
}
