package io.nightjar.model;

import io.nightjar.config.BehaviourSettings;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelJob;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Sessions;
import io.nightjar.schema.Table;
import io.nightjar.schema.TrainedModels;
import java.time.LocalDate;
import java.util.List;

/**
 * Learns who orders within 1, 7 and 30 days, from whole visits and the person's own rhythm of orders. Each horizon is
 * judged for itself against the best simple rule and the champion of earlier nights.
 */
public final class LearnIntent implements ModelJob {
    static final String MODEL = "intent";

    private final BehaviourSettings settings;
    private final TrainerSettings trainer;
    private final long seed;

    public LearnIntent(BehaviourSettings settings, TrainerSettings trainer, long seed) {
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
        return List.of(Sessions.TABLE, PersonPurchases.TABLE);
    }

    @Override
    public Table output() {
        return TrainedModels.INTENT;
    }

    @Override
    public List<Table> previousInputs() {
        return List.of(TrainedModels.INTENT);
    }

    @Override
    public String settings() {
        return settings.intent() + " " + settings.carts().openDays() + " " + trainer + " " + seed;
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        int openDays = settings.carts().openDays();
        IntentTrial trial = new IntentTrial(
                new IntentExamples(in, openDays, asOf),
                settings.intent(),
                openDays,
                trainer,
                seed,
                asOf,
                KeptModels.of(in.previous(TrainedModels.INTENT)));
        return new Scored(
                trial.kept().rows(in.read(Sessions.TABLE).sparkSession()), trial.card(LeadingPaths.of(in, asOf)));
    }

    /** Name of the model of one horizon. */
    static String model(int days) {
        return MODEL + "-" + days + "-days";
    }
}
