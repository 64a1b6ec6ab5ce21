package io.nightjar.identity.match;

import io.nightjar.config.IdentitySettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelCard;
import io.nightjar.job.ModelJob;
import io.nightjar.quality.Check;
import io.nightjar.schema.IdentityEdges;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Finds records that are one person though they share no key, by all that they have in common; learns without labels. */
public final class ScoreMatches implements ModelJob {
    private final IdentitySettings settings;
    private final long driverLinks;
    private final long seed;

    /** @param driverLinks where the cluster matches, so many pairs and fewer are joined in the driver's memory */
    public ScoreMatches(IdentitySettings settings, long driverLinks, long seed) {
        this.settings = settings;
        this.driverLinks = driverLinks;
        this.seed = seed;
    }

    @Override
    public List<Table> inputs() {
        return PersonRecords.TABLES;
    }

    @Override
    public Table output() {
        return IdentityEdges.TABLE;
    }

    @Override
    public String settings() {
        return settings + " " + seed;
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "probability is between 0 and 1",
                IdentityEdges.PROBABILITY.col().between(0, 1)));
    }

    @Override
    public Scored learn(Inputs in, LocalDate asOf) {
        long records =
                inputs().stream().mapToLong(table -> in.read(table).count()).sum();
        if (records > settings.match().driverRecords()) {
            Dataset<Row> described = PersonRecords.described(in, settings, asOf);
            SpreadMatch match = new SpreadMatch(described, settings.match(), seed, driverLinks);
            return new Scored(match.edges(), card(match.matching(), asOf));
        }
        IdentityMatch match = new IdentityMatch(PersonRecords.read(in, settings, asOf), settings.match(), seed);
        SparkSession spark = in.read(inputs().get(0)).sparkSession();
        return new Scored(spark.createDataFrame(match.edges(), output().structType()), card(match.matching(), asOf));
    }

    private ModelCard card(Matching match, LocalDate asOf) {
        long persons = match.records() - match.joins();
        return new ModelCard(
                "identity-match",
                "Which records without a common key are the same person?",
                "none",
                "share of pairs that are one person",
                match.model().onePerson(),
                "exact keys, which join what they join in any case",
                null,
                true,
                match.records() + " records are " + persons + " persons by what they have in common.",
                Map.of("learned from", "all records as of " + asOf, "scored", asOf.toString()),
                Map.of(
                        "records",
                        match.records(),
                        "persons",
                        persons,
                        "pairs in blocks",
                        match.pairs(),
                        "records in blocks that are too large",
                        match.leftOut()),
                match.parts().stream().map(Part::word).toList(),
                Map.of(
                        "least probability", String.valueOf(settings.match().minProbability()),
                        "largest block", String.valueOf(settings.match().maxBlock())),
                match.parameters(),
                Map.of(),
                seed,
                Map.of());
    }
}
