package io.nightjar.model;

import io.nightjar.config.ChurnSettings;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelJob;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.learn.trainer.Trainer;
import io.nightjar.schema.ChurnScores;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Table;
import io.nightjar.schema.TrainedModels;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns which active buyers will buy nothing within the horizon, and within 30, 60, 90 and 180 days. Learns from several
 * dates that lie two horizons back or more, is judged one horizon back against the inactivity rule and the champion of
 * earlier nights; only who ranks people best is kept, learned again up to one horizon back.
 */
public final class LearnChurn implements ModelJob {
    static final String MODEL = "churn";
    static final String RULE = "inactivity-rule";
    static final String BLEND = Contest.BLEND;

    private final ChurnSettings settings;
    private final TrainerSettings trainer;
    private final long seed;

    public LearnChurn(ChurnSettings settings, TrainerSettings trainer, long seed) {
        this.settings = settings;
        this.trainer = trainer;
        this.seed = seed;
    }

    @Override
    public String name() {
        return MODEL;
    }

    @Override
    public List<Table> inputs() {
        return List.of(PersonPurchases.TABLE, PersonEvents.TABLE);
    }

    @Override
    public Table output() {
        return TrainedModels.CHURN;
    }

    @Override
    public List<Table> previousInputs() {
        return List.of(TrainedModels.CHURN);
    }

    @Override
    public String settings() {
        return settings + " " + trainer + " " + seed;
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        List<Integer> horizons = new ArrayList<>(List.of(settings.horizonDays()));
        ChurnScores.horizons().keySet().stream()
                .filter(days -> days != settings.horizonDays())
                .forEach(horizons::add);
        ChurnBook book = new ChurnBook(
                new ChurnExamples(in, settings),
                ChurnTrial.dates(settings, horizons, asOf),
                asOf,
                Math.min(settings.maxExamples(), trainer.maxRows()),
                seed);
        KeptModels before = KeptModels.of(in.previous(TrainedModels.CHURN));
        KeptModels now = new KeptModels();
        List<io.nightjar.job.ModelCard> cards = new ArrayList<>();
        for (int days : horizons) {
            boolean isMain = days == settings.horizonDays();
            ChurnTrial trial = new ChurnTrial(
                    isMain ? MODEL : model(days),
                    days,
                    settings,
                    terms(days, isMain ? new Trainer(trainer, seed) : Trainer.quick(seed)),
                    asOf,
                    book,
                    before.champion(isMain ? MODEL : model(days)));
            now.keep(trial.name(), trial.scoredBy(), trial.champion(), trial.newestRule());
            cards.add(trial.card());
        }
        return new Scored(now.rows(in.read(PersonPurchases.TABLE).sparkSession()), cards);
    }

    static String model(int days) {
        return MODEL + "-" + days + "-days";
    }

    private Contest.Terms terms(int days, Trainer learner) {
        return new Contest.Terms(
                days + " days | " + settings.eligibleDays(),
                learner,
                trainer,
                seed,
                List.of(ChurnExamples.RECENCY),
                PersonHistory.PHRASES);
    }
}
