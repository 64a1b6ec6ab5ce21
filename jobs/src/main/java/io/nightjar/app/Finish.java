package io.nightjar.app;

import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.Settings;
import io.nightjar.job.Runner;
import java.util.List;

/** Tells how the night ended: the page, and a dozen lines. */
final class Finish {
    private final Home home;
    private final Settings settings;
    private final Console console;
    private final List<SegmentDefinition> segments;

    Finish(Home home, Settings settings, Console console, List<SegmentDefinition> segments) {
        this.home = home;
        this.settings = settings;
        this.console = console;
        this.segments = segments;
    }

    void tell(Runner runner, RunRecord record) {
        console.line(record.outcome() + " " + home.root() + " " + settings.seed() + segments.size() + runner.timings());
    }

    void tellFailure(RunRecord record) {
        console.line(record.outcome());
    }
}
