package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.QuestionDefinition;
import io.nightjar.config.QuestionDefinition.About;
import io.nightjar.config.QuestionFiles;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelCard;
import io.nightjar.job.ModelJob;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.Grade;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Frames;
import io.nightjar.learn.trainer.Labelled;
import io.nightjar.learn.trainer.Trainer;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Table;
import io.nightjar.schema.TrainedModels;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Learns every question of {@code conf/models}: from what was known on dates two horizons back or more and what followed,
 * judged one horizon back against the best rule on a single column and the champion of earlier nights.
 */
public final class LearnQuestions implements ModelJob {
    private final List<QuestionDefinition> questions;
    private final TrainerSettings trainer;
    private final long seed;

    public LearnQuestions(List<QuestionDefinition> questions, TrainerSettings trainer, long seed) {
        this.questions = List.copyOf(questions);
        this.trainer = trainer;
        this.seed = seed;
    }

    @Override
    public List<Table> inputs() {
        return sources();
    }

    static List<Table> sources() {
        return Stream.concat(Arrays.stream(About.values()).map(QuestionRows::source), Stream.of(Products.TABLE))
                .toList();
    }

    @Override
    public Table output() {
        return TrainedModels.QUESTIONS;
    }

    @Override
    public List<Table> previousInputs() {
        return List.of(TrainedModels.QUESTIONS);
    }

    @Override
    public String settings() {
        return QuestionFiles.fingerprintText(questions) + trainer + " " + seed;
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        List<QuestionDefinition> asked = asked(questions, in);
        QuestionPeople people = new QuestionPeople(in);
        Set<LocalDate> dates = new TreeSet<>();
        asked.forEach(question -> dates.addAll(QuestionTrial.dates(question, asOf)));
        Dataset<Row> all = people.on(dates, asked, asOf);
        // In one order, so that sums of doubles come out the same on any number of cores; thinned by hash of the
        // person.
        List<Row> rows = dates.isEmpty()
                ? List.of()
                : all.orderBy(
                                xxhash64(col(PersonHistory.PERSON), lit(seed)),
                                col(PersonHistory.PERSON),
                                col(PersonHistory.CUT_OFF))
                        .limit((int) Math.min(2 * trainer.maxRows(), Integer.MAX_VALUE))
                        .collectAsList();
        KeptModels before = KeptModels.of(in.previous(TrainedModels.QUESTIONS));
        KeptModels now = new KeptModels();
        List<ModelCard> cards = new ArrayList<>();
        for (QuestionDefinition question : questions) {
            if (!asked.contains(question)) {
                cards.add(notAsked(question));
                continue;
            }
            Asked of = new Asked(question, rows, all.schema(), people.features(question));
            List<LocalDate> own = QuestionTrial.dates(question, asOf);
            QuestionTrial trial = new QuestionTrial(
                    question,
                    terms(question),
                    asOf,
                    of.on(own.subList(2, own.size())),
                    of.on(own.subList(1, 2)),
                    of.on(own.subList(0, 1)).frame(),
                    before.champion(question.name()));
            now.keep(question.name(), trial.scoredBy(), trial.champion(), trial.newestRule());
            cards.add(trial.card());
        }
        return new Scored(now.rows(in.read(PersonPurchases.TABLE).sparkSession()), cards);
    }

    private Contest.Terms terms(QuestionDefinition question) {
        return new Contest.Terms(
                question.about() + " | " + question.label() + " | " + question.eligible() + " | "
                        + question.horizonDays(),
                Trainer.quick(seed),
                trainer,
                seed,
                List.of(),
                QuestionPeople.phrases(question));
    }

    /** Questions whose source the night has. */
    static List<QuestionDefinition> asked(List<QuestionDefinition> questions, Inputs in) {
        return questions.stream()
                .filter(question -> in.has(QuestionRows.source(question.about())))
                .toList();
    }

    private ModelCard notAsked(QuestionDefinition question) {
        return new ModelCard(
                question.name(),
                question.description(),
                Grade.NONE.word(),
                BinaryMetrics.AUC,
                null,
                QuestionTrial.RULE,
                null,
                false,
                "Not asked: this night has no source of "
                        + question.about().name().toLowerCase(Locale.ROOT) + ".",
                Map.of(),
                Map.of(),
                List.of(),
                Map.of("label", question.label()),
                Map.of(),
                Map.of(),
                seed,
                Map.of());
    }

    /** The people asked one question, out of everybody's rows. */
    private record Asked(QuestionDefinition question, List<Row> rows, StructType type, List<String> features) {
        Labelled on(List<LocalDate> dates) {
            int date = type.fieldIndex(PersonHistory.CUT_OFF);
            int eligible = type.fieldIndex(QuestionPeople.eligible(question));
            int answer = type.fieldIndex(QuestionRows.name(question));
            List<Row> some = rows.stream()
                    .filter(row -> !row.isNullAt(eligible) && row.getBoolean(eligible))
                    .filter(row -> dates.contains(row.getDate(date).toLocalDate()))
                    .toList();
            boolean[] answers = new boolean[some.size()];
            for (int i = 0; i < answers.length; i++) {
                answers[i] = some.get(i).getBoolean(answer);
            }
            Frame frame = Frames.of(some, type, PersonHistory.PERSON, features);
            return new Labelled(frame, answers);
        }
    }
}
