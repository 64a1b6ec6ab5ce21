package io.nightjar.model;

import io.nightjar.config.CartSettings;
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
 * Learns to tell carts that will be bought from those that were clicked in passing, by what the visit looked like, on
 * this shop's own history; judged on later carts against the share of carts like this one, by path, and the champion of
 * earlier nights.
 */
public final class LearnCarts implements ModelJob {
    static final String MODEL = "carts";
    static final String RULE = "path-shares";

    private final CartSettings settings;
    private final TrainerSettings trainer;
    private final long seed;

    public LearnCarts(CartSettings settings, TrainerSettings trainer, long seed) {
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
        return TrainedModels.CARTS;
    }

    @Override
    public List<Table> previousInputs() {
        return List.of(TrainedModels.CARTS);
    }

    @Override
    public String settings() {
        return settings + " " + trainer + " " + seed;
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        CartExamples examples = new CartExamples(in, settings, asOf);
        CartTrial trial = new CartTrial(
                examples,
                examples.carts(),
                settings,
                trainer,
                seed,
                asOf,
                KeptModels.of(in.previous(TrainedModels.CARTS)).champion(MODEL));
        return new Scored(trial.kept().rows(in.read(Sessions.TABLE).sparkSession()), trial.card());
    }
}
