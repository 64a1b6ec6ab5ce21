package io.nightjar.model;

import io.nightjar.config.UpliftSettings;
import io.nightjar.job.ModelCard;
import io.nightjar.learn.Grade;
import io.nightjar.learn.Interval;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.uplift.UpliftGroups;
import io.nightjar.learn.uplift.UpliftMetrics;
import io.nightjar.learn.uplift.UpliftModel;
import io.nightjar.learn.uplift.UpliftTrial;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The card of the uplift model: who needs the ad and what marks them, and what fewer messages would have saved. */
final class UpliftReport {
    static final String MODEL = "mean of three learners";
    private static final int STRONGEST = 3;
    private static final String EVERYBODY_ALIKE = "everybody alike";

    private final UpliftSettings settings;
    private final UpliftExamples.People people;
    private final long seed;
    private final LocalDate asOf;

    UpliftReport(UpliftSettings settings, UpliftExamples.People people, long seed, LocalDate asOf) {
        this.settings = settings;
        this.people = people;
        this.seed = seed;
        this.asOf = asOf;
    }

    ModelCard tooLittle() {
        return card(
                Grade.NONE,
                null,
                "Nobody is told apart: " + people.controls() + " messages were withheld from control groups, "
                        + settings.minControl() + " are needed.",
                new TreeMap<>(),
                Map.of());
    }

    ModelCard of(UpliftTrial trial, UpliftGroups groups) {
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        trial.metrics().forEach((learner, measured) -> {
            Map<String, Double> known = new LinkedHashMap<>();
            measured.all().forEach((name, value) -> known.put(name, Contest.known(value)));
            metrics.put(learner, known);
        });
        Interval qini = trial.intervals(UpliftModel.SHIPPED).get(UpliftMetrics.QINI);
        UpliftGroups.Effect average = trial.average();
        Map<String, String> used = new TreeMap<>();
        used.put("95 % interval", Contest.known(qini.low()) + " to " + Contest.known(qini.high()));
        used.put(
                "a message changes the chance of an order by",
                figure(average.mean()) + " [" + figure(average.interval().low()) + ", "
                        + figure(average.interval().high()) + "] on average");
        used.put("chosen out of fold", String.join("; ", trial.notes()));
        used.put("groups", groups(groups));
        boolean isOrdered = trial.isOrdered();
        List<String> marks = marks(groups.labels());
        if (!marks.isEmpty()) {
            used.put("who needs the ad differs by", String.join("; ", marks));
        }
        used.put("without the others", savings(groups));
        double shipped = metrics.get(UpliftModel.SHIPPED).get(UpliftMetrics.QINI);
        return card(
                isOrdered ? Grade.A : Grade.C,
                shipped,
                isOrdered
                        ? "Held-out people were put in the right order, more clearly than by chance: groups whose interval"
                                + " excludes nought are told apart, everybody else is unknown."
                        : "The order of held-out people may be chance: everybody is unknown.",
                used,
                metrics);
    }

    private ModelCard card(
            Grade grade,
            Double qini,
            String decision,
            Map<String, String> used,
            Map<String, Map<String, Double>> metrics) {
        used.put("outcome", "an order within " + settings.outcomeDays() + " days");
        used.put("weeks", String.valueOf(settings.weeks()));
        return new ModelCard(
                "uplift",
                "Whom does a message make buy, who would have bought anyway, and who is better left alone?",
                grade.word(),
                UpliftMetrics.QINI,
                qini,
                EVERYBODY_ALIKE,
                0.0,
                grade.isShipped(),
                decision,
                Map.of(
                        "learned from",
                        asOf.minusDays(7L * settings.weeks() + settings.outcomeDays()) + " to "
                                + asOf.minusDays(settings.outcomeDays()),
                        "judged on",
                        "the same messages, each by models that had not seen the person",
                        "scored",
                        asOf.toString()),
                Map.of(
                        "messages", (long) people.frame().size(),
                        "withheld", (long) people.controls()),
                people.frame().columns().stream().map(Frame.Column::name).toList(),
                used,
                metrics,
                Map.of(),
                seed,
                ModelCard.SPARK);
    }

    private static String groups(UpliftGroups groups) {
        List<String> words = new ArrayList<>();
        groups.groups()
                .forEach(group -> words.add(group.label() + " " + group.effect().people() + " messages, difference "
                        + figure(group.effect().mean()) + " ["
                        + figure(group.effect().interval().low()) + ", "
                        + figure(group.effect().interval().high()) + "]"));
        return String.join("; ", words);
    }

    /** The features in which those who need the ad differ most from all, in standard deviations. */
    private List<String> marks(List<String> labels) {
        List<Mark> marks = new ArrayList<>();
        for (Frame.Column column : people.frame().columns()) {
            double[] all = moments(column, labels, null);
            double[] some = moments(column, labels, "needs_the_ad");
            if (!column.isText() && some[0] > 0 && all[2] > 0) {
                marks.add(new Mark(
                        (some[1] - all[1]) / all[2],
                        String.format(
                                Locale.ROOT,
                                "%s: %s on average, %s for all",
                                PersonHistory.PHRASES.getOrDefault(column.name(), column.name()),
                                figure(some[1]),
                                figure(all[1]))));
            }
        }
        return marks.stream()
                .sorted(Comparator.comparingDouble(mark -> -Math.abs(mark.apart())))
                .limit(STRONGEST)
                .map(Mark::words)
                .toList();
    }

    private record Mark(double apart, String words) {}

    /** Count, mean and standard deviation of the rows with a label, or of all. */
    private static double[] moments(Frame.Column column, List<String> labels, String label) {
        if (column.isText()) {
            return new double[3];
        }
        double count = 0;
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < column.size(); row++) {
            double value = column.number(row);
            if (!Double.isNaN(value) && (label == null || labels.get(row).equals(label))) {
                count++;
                sum += value;
                squares += value * value;
            }
        }
        double mean = count == 0 ? 0 : sum / count;
        return new double[] {count, mean, count == 0 ? 0 : Math.sqrt(Math.max(0, squares / count - mean * mean))};
    }

    /** What the treated people who do not need the ad cost, and what their messages brought or drove away. */
    private String savings(UpliftGroups groups) {
        double basket = 0;
        long baskets = 0;
        Frame.Column spent = people.frame().column("basket");
        List<String> labels = groups.labels();
        long spared = 0;
        for (int row = 0; row < labels.size(); row++) {
            if (!Double.isNaN(spent.number(row))) {
                basket += spent.number(row);
                baskets++;
            }
            if (people.experiment().isTreated(row) && isSpared(labels.get(row))) {
                spared++;
            }
        }
        double margin = baskets == 0 ? 0 : settings.marginShare() * basket / baskets;
        double orders = 0;
        long rows = 0;
        for (UpliftGroups.Group group : groups.groups()) {
            if (isSpared(group.label())) {
                orders += group.effect().mean() * group.effect().people();
                rows += group.effect().people();
            }
        }
        double perMessage = rows == 0 ? 0 : settings.contactCost() - orders / rows * margin;
        return String.format(
                Locale.ROOT,
                "%d of the messages went to people who buy anyway, never, or less for it: without them %.2f more would"
                        + " have been earned (%.2f a message, %.2f a lost or won order)",
                spared,
                spared * perMessage,
                settings.contactCost(),
                margin);
    }

    private static boolean isSpared(String label) {
        return !"needs_the_ad".equals(label) && !"unknown".equals(label);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.3f", value);
    }
}
