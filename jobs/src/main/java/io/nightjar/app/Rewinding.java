package io.nightjar.app;

import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.Settings;
import io.nightjar.config.SourceSettings;
import io.nightjar.job.TableJob;
import io.nightjar.profile.BuildActivity;
import io.nightjar.profile.BuildEngagement;
import io.nightjar.profile.BuildProfiles;
import io.nightjar.profile.BuildRfm;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Engagement;
import io.nightjar.segment.SegmentBase;
import java.util.ArrayList;
import java.util.List;

/** What makes the profiles of an earlier day anew. */
public final class Rewinding {
    private Rewinding() {}

    /** In their order; those that no list's rule speaks of are left out. */
    public static List<TableJob> jobs(Settings settings, List<SegmentDefinition> segments) {
        List<TableJob> jobs = new ArrayList<>(List.of(new BuildRfm(settings.profile())));
        if (settings.activeSources().stream().map(SourceSettings::name).anyMatch(Clickstream.SOURCE.name()::equals)) {
            jobs.add(new BuildActivity());
        }
        if (SegmentBase.speakOf(segments, Engagement.TABLE)) {
            jobs.add(new BuildEngagement(settings.profile()));
        }
        jobs.add(new BuildProfiles(settings.profile()));
        return jobs;
    }
}
