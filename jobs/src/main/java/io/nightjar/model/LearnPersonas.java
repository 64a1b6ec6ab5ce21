package io.nightjar.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.PersonaSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelCard;
import io.nightjar.job.ModelJob;
import io.nightjar.learn.Grade;
import io.nightjar.learn.cluster.Groups;
import io.nightjar.learn.cluster.Kinds;
import io.nightjar.learn.trainer.Contest;
import io.nightjar.schema.Table;
import io.nightjar.schema.TrainedModels;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds kinds of customers by what they need and do; a kind keeps its id from night to night. */
public final class LearnPersonas implements ModelJob {
    static final String MODEL = "personas";
    private static final String SILHOUETTE = "silhouette";
    private static final String SHUFFLED = "the same figures shuffled";

    private final PersonaSettings settings;
    private final long seed;

    public LearnPersonas(PersonaSettings settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    @Override
    public String name() {
        return MODEL;
    }

    @Override
    public List<Table> inputs() {
        return LearnQuestions.sources();
    }

    @Override
    public Table output() {
        return TrainedModels.PERSONAS;
    }

    @Override
    public List<Table> previousInputs() {
        return List.of(TrainedModels.PERSONAS);
    }

    @Override
    public String settings() {
        return settings + " " + seed;
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        PersonaFeatures source = new PersonaFeatures(in);
        Optional<Kinds> lastNight =
                KeptModels.of(in.previous(TrainedModels.PERSONAS)).learned(MODEL, Kinds.class);
        List<String> needs = lastNight
                .map(kinds -> kinds.features()
                        .subList(source.behaviour().size(), kinds.features().size()))
                .filter(names -> lastNight
                        .get()
                        .features()
                        .subList(0, source.behaviour().size())
                        .equals(source.behaviour()))
                .orElseGet(() -> source.needs(asOf));
        List<String> features = new ArrayList<>(source.behaviour());
        features.addAll(needs);
        Dataset<Row> people = source.people(asOf, needs);
        // In one order, so that sums of doubles come out the same on any number of cores; thinned by hash of the
        // person.
        List<Row> rows = people.orderBy(xxhash64(col(PersonHistory.PERSON), lit(seed)), col(PersonHistory.PERSON))
                .limit(settings.maxPeople())
                .collectAsList();
        KeptModels kept = new KeptModels();
        // Ids are worth more than one night: kinds that do not show tonight are kept, though nobody is given them.
        lastNight.ifPresent(kinds -> kept.keep(MODEL, null, Optional.empty(), kinds));
        if (rows.size() < settings.minPeople()) {
            return new Scored(
                    kept.rows(people.sparkSession()),
                    card(
                            Grade.NONE,
                            null,
                            null,
                            features,
                            rows.size(),
                            "There are no personas yet: " + rows.size() + " people bought, " + settings.minPeople()
                                    + " are needed.",
                            Map.of(),
                            asOf));
        }
        double[][] raw = rows.stream().map(row -> figures(row, features.size())).toArray(double[][]::new);
        Kinds before =
                lastNight.filter(kinds -> kinds.features().equals(features)).orElse(null);
        Groups groups = Groups.of(
                raw, settings.fewest(), settings.most(), before == null ? new double[0][] : before.centres(), seed);
        Grade grade = Grade.of(groups.silhouette(), groups.silhouetteByChance());
        if (grade.isShipped()) {
            kept.keep(MODEL, MODEL, Optional.empty(), new Kinds(features, groups, raw, before));
        }
        Map<String, String> found = new LinkedHashMap<>();
        found.put("personas", String.valueOf(groups.count()));
        found.put("agreement of two halves", String.valueOf(Contest.known(groups.agreement())));
        return new Scored(
                kept.rows(people.sparkSession()),
                card(
                        grade,
                        Contest.known(groups.silhouette()),
                        Contest.known(groups.silhouetteByChance()),
                        features,
                        rows.size(),
                        grade.isShipped()
                                ? "People lie in clearer groups than their shuffled figures do: there are "
                                        + groups.count() + " personas."
                                : "People lie in no clearer groups than their shuffled figures do: there are no personas.",
                        found,
                        asOf));
    }

    /** Features after the person, in order; NaN is missing. */
    static double[] figures(Row row, int features) {
        double[] figures = new double[features];
        for (int c = 0; c < features; c++) {
            figures[c] = row.isNullAt(c + 1) ? Double.NaN : row.getDouble(c + 1);
        }
        return figures;
    }

    private ModelCard card(
            Grade grade,
            Double silhouette,
            Double byChance,
            List<String> features,
            int people,
            String decision,
            Map<String, String> found,
            LocalDate asOf) {
        return new ModelCard(
                MODEL,
                "What kinds of customers are there, by what they need and do?",
                grade.word(),
                SILHOUETTE,
                silhouette,
                SHUFFLED,
                byChance,
                grade.isShipped(),
                decision,
                Map.of("scored", asOf.toString()),
                Map.of("people", (long) people),
                features,
                found,
                silhouette == null
                        ? Map.of()
                        : Map.of("groups", Map.of(SILHOUETTE, silhouette), SHUFFLED, Map.of(SILHOUETTE, byChance)),
                Map.of(),
                seed,
                ModelCard.SPARK);
    }
}
