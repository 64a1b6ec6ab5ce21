package io.nightjar.app;

import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import io.nightjar.config.PlannedList;
import io.nightjar.config.ReceiptSettings;
import io.nightjar.config.Settings;
import io.nightjar.config.SourceSettings;
import io.nightjar.decide.AdviseLists;
import io.nightjar.decide.HoldOutControls;
import io.nightjar.decide.PlanContacts;
import io.nightjar.identity.AttributeRows;
import io.nightjar.identity.BuildEvents;
import io.nightjar.identity.BuildHouseholds;
import io.nightjar.identity.ClusterRecords;
import io.nightjar.identity.CollectIdentifiers;
import io.nightjar.identity.CompareIdentities;
import io.nightjar.identity.FlagPersons;
import io.nightjar.identity.FollowPersons;
import io.nightjar.identity.LinkByKeys;
import io.nightjar.identity.ListBlockedKeys;
import io.nightjar.identity.ResolveIdentities;
import io.nightjar.identity.match.ScoreMatches;
import io.nightjar.job.Job;
import io.nightjar.job.Schedule;
import io.nightjar.model.AssignPersonas;
import io.nightjar.model.BuildNextBestCategories;
import io.nightjar.model.BuildSessions;
import io.nightjar.model.BuildShownProducts;
import io.nightjar.model.CareModel;
import io.nightjar.model.ChannelModel;
import io.nightjar.model.DescribePersonas;
import io.nightjar.model.FindLookalikes;
import io.nightjar.model.LearnCarts;
import io.nightjar.model.LearnChurn;
import io.nightjar.model.LearnIntent;
import io.nightjar.model.LearnPersonas;
import io.nightjar.model.LearnQuestions;
import io.nightjar.model.LearnUplift;
import io.nightjar.model.NextBestProductModel;
import io.nightjar.model.ProductClockModel;
import io.nightjar.model.ScoreCarts;
import io.nightjar.model.ScoreChurn;
import io.nightjar.model.ScoreIntent;
import io.nightjar.model.ScoreQuestions;
import io.nightjar.model.ValueModel;
import io.nightjar.profile.BuildActivity;
import io.nightjar.profile.BuildAffinities;
import io.nightjar.profile.BuildConsents;
import io.nightjar.profile.BuildContactPoints;
import io.nightjar.profile.BuildEngagement;
import io.nightjar.profile.BuildProfiles;
import io.nightjar.profile.BuildRfm;
import io.nightjar.profile.MapSearches;
import io.nightjar.profile.ScoreTones;
import io.nightjar.schema.Affinities;
import io.nightjar.schema.CareScores;
import io.nightjar.schema.Carts;
import io.nightjar.schema.ChannelScores;
import io.nightjar.schema.ChurnScores;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Consents;
import io.nightjar.schema.ContactPlan;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.ControlGroups;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.CustomerValue;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Engagement;
import io.nightjar.schema.FeedAccounts;
import io.nightjar.schema.Households;
import io.nightjar.schema.IdentityBlockedKeys;
import io.nightjar.schema.IdentityChanges;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.IntentScores;
import io.nightjar.schema.InteractionTones;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.ListAdvice;
import io.nightjar.schema.Lookalikes;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.ModelCards;
import io.nightjar.schema.NextBestCategories;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.PersonFlags;
import io.nightjar.schema.PersonaCards;
import io.nightjar.schema.Personas;
import io.nightjar.schema.ProductClocks;
import io.nightjar.schema.Products;
import io.nightjar.schema.PropensityScores;
import io.nightjar.schema.QualityResults;
import io.nightjar.schema.Receipts;
import io.nightjar.schema.RejectedRows;
import io.nightjar.schema.RunLog;
import io.nightjar.schema.SearchCategories;
import io.nightjar.schema.SegmentChanges;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.SegmentStays;
import io.nightjar.schema.Segments;
import io.nightjar.schema.SourceReadiness;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Sources;
import io.nightjar.schema.Table;
import io.nightjar.schema.TriggerEvents;
import io.nightjar.schema.Triggers;
import io.nightjar.schema.UpliftScores;
import io.nightjar.segment.AssignSegments;
import io.nightjar.segment.CompareSegments;
import io.nightjar.segment.EarnReceipts;
import io.nightjar.segment.FireTriggers;
import io.nightjar.segment.RecordProductStates;
import io.nightjar.segment.SumUpSegments;
import io.nightjar.segment.SumUpTriggers;
import io.nightjar.segment.TrackStays;
import io.nightjar.staging.BuildFeedAccounts;
import io.nightjar.staging.BuildReadiness;
import io.nightjar.staging.CollectRejectedRows;
import io.nightjar.staging.FindDuplicates;
import io.nightjar.staging.ParseSource;
import io.nightjar.staging.StageSource;
import io.nightjar.store.feed.Forgotten;
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
            Consents.TABLE,
            Engagement.TABLE,
            Affinities.TABLE,
            SearchCategories.TABLE,
            InteractionTones.TABLE,
            NextBestProducts.TABLE,
            NextBestCategories.TABLE,
            ChurnScores.TABLE,
            PropensityScores.TABLE,
            UpliftScores.TABLE,
            Carts.TABLE,
            IntentScores.TABLE,
            ChannelScores.TABLE,
            CareScores.TABLE,
            CustomerValue.TABLE,
            ProductClocks.TABLE,
            Personas.TABLE,
            PersonaCards.TABLE,
            Segments.TABLE,
            SegmentMembers.TABLE,
            SegmentChanges.TABLE,
            TriggerEvents.TABLE,
            ControlGroups.TABLE,
            ContactPlan.TABLE,
            Triggers.TABLE,
            ListAdvice.TABLE,
            SegmentStays.TABLE,
            Receipts.TABLE,
            Lookalikes.TABLE,
            ModelCards.TABLE,
            RejectedRows.TABLE,
            FeedAccounts.TABLE,
            SourceReadiness.TABLE,
            QualityResults.TABLE,
            RunLog.TABLE);

    private final Settings settings;
    private final Definitions definitions;
    private final Tokeniser tokeniser;
    private final Map<String, String> files;
    private final Forgotten forgotten;

    /**
     * @param files what the files of each source are, by content
     * @param forgotten whose rows are counted and not kept
     */
    Nightly(
            Settings settings,
            Definitions definitions,
            Tokeniser tokeniser,
            Map<String, String> files,
            Forgotten forgotten) {
        this.forgotten = forgotten;
        this.settings = settings;
        this.definitions = definitions;
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
                    settings.text("sources." + source.name()) + files.get(source.name()),
                    forgotten));
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
            jobs.add(new ScoreMatches(settings.identity(), settings.links().driverLinks(), settings.seed()));
        }
        jobs.add(new LinkByKeys(settings.links()));
        jobs.add(new ClusterRecords(settings.links()));
        jobs.add(new ResolveIdentities(settings.links()));
        jobs.add(new CompareIdentities(settings.links()));
        jobs.add(new FollowPersons());
        jobs.add(AttributeRows.purchases(settings.identity(), tokeniser));
        jobs.add(new FlagPersons(settings.personFlags()));
        if (on.contains(Customers.SOURCE.name())) {
            jobs.add(new BuildHouseholds(settings.households(), settings.links().driverLinks()));
        }
        if (on.contains(Clickstream.SOURCE.name())) {
            jobs.add(new BuildEvents());
            jobs.add(new BuildSessions(settings.behaviour().visits()));
        }
        if (on.contains(Interactions.SOURCE.name())) {
            jobs.add(AttributeRows.interactions(settings.identity(), tokeniser));
        }
        if (on.contains(Contacts.SOURCE.name())) {
            jobs.add(AttributeRows.contacts(settings.identity(), tokeniser));
        }
        jobs.add(new BuildRfm(settings.profile()));
        if (on.contains(Clickstream.SOURCE.name())) {
            jobs.add(new BuildActivity());
            jobs.add(new MapSearches());
        }
        if (on.contains(Interactions.SOURCE.name())) {
            jobs.add(new ScoreTones());
        }
        jobs.add(new BuildAffinities(settings.profile()));
        jobs.add(new BuildEngagement(settings.profile()));
        if (on.contains(Customers.SOURCE.name())) {
            jobs.add(new BuildConsents(settings.profile().consents()));
            jobs.add(new BuildContactPoints(settings.identity()));
        }
        jobs.add(new BuildProfiles(settings.profile()));
        jobs.add(new ProductClockModel(settings.productClocks()));
        jobs.add(new BuildShownProducts(settings.nextBestProduct()));
        jobs.add(new NextBestProductModel(settings.nextBestProduct(), settings.seed()));
        jobs.add(new BuildNextBestCategories(settings.nextBestProduct()));
        jobs.add(new LearnChurn(settings.churn(), settings.trainer(), settings.seed()));
        jobs.add(new ScoreChurn(settings.churn()));
        if (!definitions.questions().isEmpty()) {
            jobs.add(new LearnQuestions(definitions.questions(), settings.trainer(), settings.seed()));
            jobs.add(new ScoreQuestions(definitions.questions()));
        }
        if (on.contains(Contacts.SOURCE.name())) {
            jobs.add(new LearnUplift(settings.uplift(), settings.seed()));
        }
        if (on.contains(Clickstream.SOURCE.name())) {
            jobs.add(new LearnCarts(settings.behaviour().carts(), settings.trainer(), settings.seed()));
            jobs.add(new ScoreCarts(settings.behaviour().carts()));
            jobs.add(new LearnIntent(settings.behaviour(), settings.trainer(), settings.seed()));
            jobs.add(new ScoreIntent(settings.behaviour().carts()));
        }
        if (on.contains(Contacts.SOURCE.name()) && on.contains(Customers.SOURCE.name())) {
            jobs.add(new ChannelModel(settings.behaviour().answers()));
        }
        if (on.contains(Interactions.SOURCE.name()) || on.contains(Clickstream.SOURCE.name())) {
            jobs.add(new CareModel(settings.behaviour().care()));
        }
        jobs.add(new ValueModel(settings.value(), settings.seed()));
        jobs.add(new LearnPersonas(settings.personas(), settings.seed()));
        jobs.add(new AssignPersonas());
        jobs.add(new DescribePersonas());
        jobs.add(new AssignSegments(definitions.segments()));
        jobs.add(new CompareSegments());
        jobs.add(new SumUpSegments(definitions.segments()));
        if (!settings.lookalikes().of().isEmpty()) {
            jobs.add(new FindLookalikes(
                    settings.lookalikes().among(definitions.segments()),
                    settings.lookalikes(),
                    settings.trainer(),
                    settings.seed()));
        }
        jobs.addAll(decisions(on));
        return jobs;
    }

    /** Who is to be contacted, and what came of it. */
    private List<Job> decisions(Set<String> on) {
        List<PlannedList> lists = PlannedList.of(definitions.segments(), definitions.triggers(), settings.decide());
        List<Job> jobs = new ArrayList<>();
        if (on.contains(Products.SOURCE.name())) {
            jobs.add(new RecordProductStates());
        }
        jobs.add(new FireTriggers(definitions.triggers(), settings.decide().productMemoryDays()));
        jobs.add(new HoldOutControls(lists, settings.decide().control()));
        jobs.add(new SumUpTriggers(definitions.triggers()));
        jobs.add(new PlanContacts(lists, settings.decide().plan()));
        jobs.add(new AdviseLists(
                lists, settings.decide().plan(), settings.decide().control()));
        ReceiptSettings receipts = settings.decide().receipts();
        jobs.add(new TrackStays(
                receipts.daysAgo().stream().mapToInt(days -> days).max().orElse(0)));
        jobs.add(new EarnReceipts(
                definitions.segments(),
                definitions.triggers(),
                receipts,
                Rewinding.jobs(settings, definitions.segments())));
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
