package io.nightjar.app;

import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.Settings;
import io.nightjar.config.SourceSettings;
import io.nightjar.identity.AttributeRows;
import io.nightjar.identity.BuildEvents;
import io.nightjar.identity.BuildHouseholds;
import io.nightjar.identity.ClusterRecords;
import io.nightjar.identity.CollectIdentifiers;
import io.nightjar.identity.CompareIdentities;
import io.nightjar.identity.FlagPersons;
import io.nightjar.identity.LinkByKeys;
import io.nightjar.identity.ListBlockedKeys;
import io.nightjar.identity.ResolveIdentities;
import io.nightjar.identity.match.ScoreMatches;
import io.nightjar.job.Job;
import io.nightjar.job.Schedule;
import io.nightjar.model.BuildNextBestCategories;
import io.nightjar.model.BuildShownProducts;
import io.nightjar.model.ChurnModel;
import io.nightjar.model.NextBestProductModel;
import io.nightjar.model.ProductClockModel;
import io.nightjar.model.ValueModel;
import io.nightjar.profile.BuildContactPoints;
import io.nightjar.profile.BuildProfiles;
import io.nightjar.profile.BuildRfm;
import io.nightjar.schema.ChurnScores;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.CustomerValue;
import io.nightjar.schema.Customers;
import io.nightjar.schema.FeedAccounts;
import io.nightjar.schema.Households;
import io.nightjar.schema.IdentityBlockedKeys;
import io.nightjar.schema.IdentityChanges;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.ModelCards;
import io.nightjar.schema.NextBestCategories;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.PersonFlags;
import io.nightjar.schema.ProductClocks;
import io.nightjar.schema.QualityResults;
import io.nightjar.schema.RejectedRows;
import io.nightjar.schema.SegmentChanges;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.Segments;
import io.nightjar.schema.SourceReadiness;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Sources;
import io.nightjar.schema.Table;
import io.nightjar.segment.AssignSegments;
import io.nightjar.segment.CompareSegments;
import io.nightjar.segment.SumUpSegments;
import io.nightjar.staging.BuildFeedAccounts;
import io.nightjar.staging.BuildReadiness;
import io.nightjar.staging.CollectRejectedRows;
import io.nightjar.staging.FindDuplicates;
import io.nightjar.staging.ParseSource;
import io.nightjar.staging.StageSource;
import io.nightjar.store.feed.Tokeniser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The night, in order. A job joins it by one line here. */
final class Nightly {
    /** What the warehouse gets, in the order of publication. */
    static final List<Table> PUBLISHED = List.of(
            IdentityLinks.TABLE,
            IdentityChanges.TABLE,
            IdentityBlockedKeys.TABLE,
            Households.TABLE,
            PersonFlags.TABLE,
            CustomerProfiles.TABLE,
            ContactPoints.TABLE,
            NextBestProducts.TABLE,
            NextBestCategories.TABLE,
            ChurnScores.TABLE,
            CustomerValue.TABLE,
            ProductClocks.TABLE,
            Segments.TABLE,
            SegmentMembers.TABLE,
            SegmentChanges.TABLE,
            ModelCards.TABLE,
            RejectedRows.TABLE,
            FeedAccounts.TABLE,
            SourceReadiness.TABLE,
            QualityResults.TABLE);

    private final Settings settings;
    private final List<SegmentDefinition> segments;
    private final Tokeniser tokeniser;
    private final Map<String, String> files;

    /** @param files what the files of each source are, by content */
    Nightly(Settings settings, List<SegmentDefinition> segments, Tokeniser tokeniser, Map<String, String> files) {
        this.settings = settings;
        this.segments = segments;
        this.tokeniser = tokeniser;
        this.files = files;
    }

    List<SourceTable> sources() {
        return settings.activeSources().stream()
                .map(source -> Sources.named(source.name()))
                .toList();
    }

    /** From exports to rows that are accounted for; the gates come after it. */
    List<Job> staging() {
        List<Job> jobs = new ArrayList<>();
        for (SourceSettings source : settings.activeSources()) {
            SourceTable table = Sources.named(source.name());
            jobs.add(new ParseSource(
                    table,
                    source,
                    settings.quality().futureDays(),
                    tokeniser,
                    settings.text("sources." + source.name()) + files.get(source.name())));
            jobs.add(new FindDuplicates(table, source.duplicates()));
            jobs.add(new StageSource(table));
        }
        jobs.add(new CollectRejectedRows(sources(), files.toString()));
        jobs.add(new BuildFeedAccounts(sources(), files.toString()));
        jobs.add(new BuildReadiness(sources()));
        return jobs;
    }

    /** From staged rows to lists. */
    List<Job> main() {
        Set<String> on = settings.activeSources().stream()
                .map(SourceSettings::name)
                .collect(java.util.stream.Collectors.toSet());
        List<Job> jobs = new ArrayList<>();
        jobs.add(new CollectIdentifiers(settings.identity(), tokeniser));
        jobs.add(new ListBlockedKeys(settings.identity()));
        if (settings.identity().match().enabled()
                && (on.contains(Customers.SOURCE.name()) || on.contains(LoyaltyMembers.SOURCE.name()))) {
            jobs.add(new ScoreMatches(settings.identity(), settings.seed()));
        }
        jobs.add(new LinkByKeys(settings.links()));
        jobs.add(new ClusterRecords(settings.links()));
        jobs.add(new ResolveIdentities(settings.links()));
        jobs.add(new CompareIdentities(settings.links()));
        jobs.add(AttributeRows.purchases(settings.identity(), tokeniser));
        jobs.add(new FlagPersons(settings.personFlags()));
        if (on.contains(Customers.SOURCE.name())) {
            jobs.add(new BuildHouseholds(settings.households(), settings.links().driverLinks()));
        }
        if (on.contains(Clickstream.SOURCE.name())) {
            jobs.add(new BuildEvents());
        }
        if (on.contains(Interactions.SOURCE.name())) {
            jobs.add(AttributeRows.interactions(settings.identity(), tokeniser));
        }
        if (on.contains(Contacts.SOURCE.name())) {
            jobs.add(AttributeRows.contacts(settings.identity(), tokeniser));
        }
        jobs.add(new BuildRfm(settings.profile()));
        if (on.contains(Customers.SOURCE.name())) {
            jobs.add(new BuildContactPoints(settings.identity()));
        }
        jobs.add(new BuildProfiles());
        jobs.add(new BuildShownProducts(settings.nextBestProduct()));
        jobs.add(new NextBestProductModel(settings.nextBestProduct(), settings.seed()));
        jobs.add(new BuildNextBestCategories(settings.nextBestProduct()));
        jobs.add(new ChurnModel(settings.churn(), settings.trainer(), settings.seed()));
        jobs.add(new ProductClockModel(settings.productClocks()));
        jobs.add(new ValueModel(settings.value(), settings.seed()));
        jobs.add(new AssignSegments(segments));
        jobs.add(new CompareSegments());
        jobs.add(new SumUpSegments(segments));
        return jobs;
    }

    List<Job> all() {
        List<Job> jobs = new ArrayList<>(staging());
        jobs.addAll(main());
        return jobs;
    }

    /** The job of that name after all jobs that make what it needs, in the night's order. */
    List<Job> upTo(String name) {
        List<Job> all = all();
        Job wanted =
                all.stream().filter(job -> job.name().equals(name)).findFirst().orElseThrow(() -> unknown(name, all));
        Set<Table> tables = new HashSet<>(wanted.inputs());
        List<Job> needed = new ArrayList<>(List.of(wanted));
        for (int i = all.indexOf(wanted) - 1; i >= 0; i--) {
            if (tables.contains(Schedule.output(all.get(i)))) {
                needed.add(0, all.get(i));
                tables.addAll(all.get(i).inputs());
            }
        }
        return needed;
    }

    private static ConfigException unknown(String name, List<Job> all) {
        List<String> names = all.stream().map(Job::name).toList();
        String hint = DidYouMean.nearest(name, names)
                .map(near -> ": did you mean " + near + "?")
                .orElse(". There are: " + String.join(", ", names));
        return new ConfigException("There is no job " + name + " in this night" + hint);
    }
}
