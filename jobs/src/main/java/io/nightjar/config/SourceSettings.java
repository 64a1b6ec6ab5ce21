package io.nightjar.config;

import java.util.List;
import java.util.OptionalInt;

/**
 * What is expected of one source, and what happens when it is not so.
 *
 * @param name one of the names in {@link Settings#SOURCE_NAMES}
 * @param required whether there is no night without it
 * @param feeds in the order they are read; none means the source is off
 * @param duplicates of rows and keys
 * @param onSchemaChange when columns differ from the last published run
 * @param onVolume when the number of rows is outside the two factors
 * @param volumeLow smallest share of the median of published runs, 0 to 1
 * @param volumeHigh largest multiple of the median of published runs, 1 or more
 * @param volumeMinRuns published runs needed before volume is judged, 1 or more
 * @param onStale when the newest record is older than {@code maxAgeDays}
 * @param maxAgeDays days before the as-of date, 0 or more; absent means age is not judged
 * @param maxQuarantinedShare share of rows put aside above which the night is held, 0 to 1
 * @param allowEmpty whether no rows at all are fine
 * @param onUnreadable an optional value that cannot be read
 */
public record SourceSettings(
        String name,
        boolean required,
        List<FeedSettings> feeds,
        Duplicates duplicates,
        OnProblem onSchemaChange,
        OnProblem onVolume,
        double volumeLow,
        double volumeHigh,
        int volumeMinRuns,
        OnProblem onStale,
        OptionalInt maxAgeDays,
        double maxQuarantinedShare,
        boolean allowEmpty,
        OnUnreadable onUnreadable) {
    public SourceSettings {
        feeds = List.copyOf(feeds);
        new Checks()
                .between("volume-low", 0, 1, volumeLow)
                .between("volume-high", 1, 1_000_000, volumeHigh)
                .positive("volume-min-runs", volumeMinRuns)
                .notNegative("max-age-days", maxAgeDays.orElse(0))
                .between("max-quarantined-share", 0, 1, maxQuarantinedShare)
                .done();
    }

    /** Whether anybody said where its rows are. */
    public boolean isOn() {
        return !feeds.isEmpty();
    }
}
