package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.QuestionDefinition;
import io.nightjar.config.QuestionFiles;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.learn.trainer.BestColumn;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.quality.Check;
import io.nightjar.schema.PropensityScores;
import io.nightjar.schema.Table;
import io.nightjar.schema.TrainedModels;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Answers every question of {@code conf/models} for everybody it is about, with what {@link LearnQuestions} kept. */
public final class ScoreQuestions implements TableJob {
    private static final double TWICE = 2;

    private final List<QuestionDefinition> questions;

    public ScoreQuestions(List<QuestionDefinition> questions) {
        this.questions = List.copyOf(questions);
    }

    @Override
    public List<Table> inputs() {
        List<Table> all = new ArrayList<>(LearnQuestions.sources());
        all.add(TrainedModels.QUESTIONS);
        return all;
    }

    @Override
    public Table output() {
        return PropensityScores.TABLE;
    }

    @Override
    public String settings() {
        return QuestionFiles.fingerprintText(questions);
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "a probability is between 0 and 1",
                PropensityScores.PROBABILITY.col().between(0, 1)));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        List<QuestionDefinition> asked = LearnQuestions.asked(questions, in);
        KeptModels models = KeptModels.of(Optional.of(in.read(TrainedModels.QUESTIONS)));
        QuestionPeople people = new QuestionPeople(in);
        PersonScorer scorer = new PersonScorer();
        Column twice = lit(1);
        Column usual = lit(1);
        Column by = lit("");
        for (QuestionDefinition question : asked) {
            Optional<String> scoredBy = models.scoredBy(question.name());
            if (scoredBy.isEmpty()) {
                continue;
            }
            Column isIt = col(PersonScorer.QUESTION).equalTo(question.name());
            BestColumn rule = models.rule(question.name(), BestColumn.class);
            twice = when(isIt, lit(TWICE * rule.base())).otherwise(twice);
            usual = when(isIt, lit(rule.base())).otherwise(usual);
            by = when(isIt, lit(scoredBy.get())).otherwise(by);
            scorer.explain(
                    question.name(),
                    answerer(models, question, rule),
                    people.features(question),
                    QuestionPeople.eligible(question));
        }
        Column p = col(PersonScorer.PROBABILITY);
        return scorer.score(people.on(List.of(asOf), asked, asOf))
                .select(
                        PropensityScores.QUESTION.of(col(PersonScorer.QUESTION)),
                        PropensityScores.CUSTOMER_ID.of(col(PersonHistory.PERSON)),
                        PropensityScores.PROBABILITY.of(p),
                        PropensityScores.BAND.of(when(p.geq(twice), "high")
                                .when(p.geq(usual), "medium")
                                .otherwise("low")),
                        PropensityScores.REASONS.of(col(PersonScorer.REASONS)),
                        PropensityScores.SCORED_BY.of(by));
    }

    private static Answerer answerer(KeptModels models, QuestionDefinition question, BestColumn rule) {
        Map<String, String> phrases = QuestionPeople.phrases(question);
        return models.scoredBy(question.name())
                .filter(Contest.BLEND::equals)
                .flatMap(by -> models.champion(question.name()))
                .map(champion -> Answerer.model(champion.scoring(), phrases))
                .orElseGet(() -> Answerer.column(rule, phrases));
    }
}
