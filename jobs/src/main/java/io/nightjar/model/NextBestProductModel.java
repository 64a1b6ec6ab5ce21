package io.nightjar.model;

import io.nightjar.config.NextBestProductSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelCard;
import io.nightjar.job.ModelJob;
import io.nightjar.job.Portions;
import io.nightjar.learn.Grade;
import io.nightjar.learn.rank.RankingReport;
import io.nightjar.learn.rank.Recommender;
import io.nightjar.learn.rank.Rules;
import io.nightjar.learn.rank.Study;
import io.nightjar.quality.Check;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.ProductClocks;
import io.nightjar.schema.Products;
import io.nightjar.schema.ShownProducts;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Proposes to everybody the products they will buy next: what they buy again and again when its time has come, and what
 * would be new to them. Learns up to the holdout, is judged on what was bought in it against the simple rules, and
 * proposes tonight only if it found more than the best of them.
 */
public final class NextBestProductModel implements ModelJob {
    private final NextBestProductSettings settings;
    private final ConsentCategories consents;
    private final long seed;

    public NextBestProductModel(NextBestProductSettings settings, long seed) {
        this.settings = settings;
        this.consents = new ConsentCategories(settings.consentCategories());
        this.seed = seed;
    }

    @Override
    public String name() {
        return "next-best-product";
    }

    @Override
    public List<Table> inputs() {
        return List.of(
                PersonPurchases.TABLE,
                PersonEvents.TABLE,
                Products.TABLE,
                CustomerProfiles.TABLE,
                ProductClocks.TABLE,
                ShownProducts.TABLE);
    }

    @Override
    public Table output() {
        return NextBestProducts.TABLE;
    }

    @Override
    public String settings() {
        return settings + " " + seed;
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.holds(
                        "rank is between 1 and k, and what is shown apart",
                        NextBestProducts.RANK.col().between(1, settings.k() + 2 * settings.apart())),
                Check.holds(
                        "a product is named", NextBestProducts.PRODUCT_ID.col().isNotNull()));
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        NextBestProductStudy study = NextBestProductStudy.forTonight(in, asOf, settings, seed);
        Map<String, RankingReport> trial = study.trial();
        String rule = bestRule(trial);
        Grade grade = trial.isEmpty()
                ? Grade.NONE
                : Grade.of(trial.get(Study.OURS).ndcg(), trial.get(rule).ndcg());
        return new Scored(proposals(in, study, asOf, grade, rule), card(study, trial, grade, rule, asOf));
    }

    /** The rule with the highest NDCG; of the personal kind where nothing could be measured. */
    private static String bestRule(Map<String, RankingReport> trial) {
        return Study.RULES.stream()
                .filter(trial::containsKey)
                .max(Comparator.comparingDouble(rule -> trial.get(rule).ndcg()))
                .orElse(Study.RULES.get(2));
    }

    private Dataset<Row> proposals(Inputs in, NextBestProductStudy study, LocalDate asOf, Grade grade, String rule) {
        Catalogue catalogue =
                new Catalogue(in, study.baskets().products(), study.baskets().segments(), consents);
        Rules rules = catalogue.rules(settings);
        Recommender recommender = grade.isShipped()
                ? study.study().recommender(study.tonight(), rules)
                : study.study().rule(rule, study.tonight(), rules);
        Dataset<Row> everybody = study.baskets().everybody(consents);
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(everybody.sparkSession().sparkContext());
        Broadcast<Recommender> everywhere = context.broadcast(recommender);
        Broadcast<Catalogue> products = context.broadcast(catalogue);
        MapPartitionsFunction<Row, Row> propose = rows -> {
            ProposalRows proposals = new ProposalRows(everywhere.value(), products.value(), asOf);
            return new Portions(rows, proposals::batch);
        };
        return everybody.mapPartitions(propose, Encoders.row(NextBestProducts.TABLE.structType()));
    }

    private ModelCard card(
            NextBestProductStudy study, Map<String, RankingReport> trial, Grade grade, String rule, LocalDate asOf) {
        LocalDate cutoff = asOf.minusDays(settings.holdoutDays());
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        trial.forEach((name, report) -> metrics.put(name, measures(report)));
        String ndcg = "NDCG@" + settings.k();
        return new ModelCard(
                name(),
                "Which products will each customer buy next?",
                grade.word(),
                ndcg + " (ideal over all that was bought)",
                trial.isEmpty() ? null : metrics.get(Study.OURS).get(ndcg),
                "the best of three rules: " + rule,
                trial.isEmpty() ? null : metrics.get(rule).get(ndcg),
                grade.isShipped(),
                decision(grade),
                Map.of(
                        "learned from",
                        "all purchases to " + cutoff,
                        "judged on",
                        "what was bought from " + cutoff.plusDays(1) + " to " + asOf,
                        "proposed for",
                        asOf.toString(),
                        "weights",
                        study.lesson()),
                Map.of(
                        "products",
                        (long) study.baskets().products().size(),
                        "customers learned from",
                        study.people(),
                        "judged customers",
                        trial.isEmpty() ? 0L : trial.get(Study.OURS).people()),
                NextBestProductStudy.features(),
                Map.of(
                        "rank", String.valueOf(settings.rank()),
                        "iterations", String.valueOf(settings.iterations()),
                        "regularisation", String.valueOf(settings.regularisation()),
                        "unobserved", String.valueOf(settings.unobserved()),
                        "trees", String.valueOf(settings.trees())),
                metrics,
                Map.of(),
                seed,
                ModelCard.SPARK);
    }

    private Map<String, Double> measures(RankingReport report) {
        Map<String, Double> all = new LinkedHashMap<>();
        all.put("NDCG@" + settings.k(), rounded(report.ndcg()));
        all.put("NDCG@" + settings.k() + ", ideal cut", rounded(report.ndcgCut()));
        all.put("recall@" + settings.k(), rounded(report.recall()));
        all.put("hit rate@" + settings.k(), rounded(report.hitRate()));
        all.put("repeat recall", rounded(report.repeatRecall()));
        all.put("explore recall", rounded(report.exploreRecall()));
        all.put("coverage", rounded(report.coverage()));
        all.put("novelty (bits)", rounded(report.novelty()));
        return all;
    }

    private static String decision(Grade grade) {
        return switch (grade) {
            case A, B -> "The model found more of what was bought than the best rule did and proposes tonight.";
            case C -> "The model did not beat the best rule on the later period: the rule proposes tonight.";
            case NONE ->
                "Nobody who had bought before bought in the holdout: what each bought most, then what is"
                        + " popular, is proposed tonight.";
        };
    }

    /** Six digits; what could not be measured is left out of the card as nothing. */
    private static Double rounded(double value) {
        return Double.isNaN(value) ? null : Math.round(value * 1e6) / 1e6;
    }
}
