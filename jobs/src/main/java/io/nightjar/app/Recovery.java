package io.nightjar.app;

import io.nightjar.job.DeliveryJob;
import io.nightjar.store.Manifest;
import io.nightjar.store.RunFolder;
import java.util.Map;

/** Finishes a publication that was interrupted: everything was staged, so only the flips are left. */
final class Recovery {
    private final Home home;
    private final Console console;
    private final Map<String, DeliveryJob> deliveries;

    Recovery(Home home, Console console, Map<String, DeliveryJob> deliveries) {
        this.home = home;
        this.console = console;
        this.deliveries = deliveries;
    }

    void rollForward() {
        RunFolder runs = home.runs();
        for (Manifest manifest : runs.all()) {
            if (Manifest.PUBLISHING.equals(manifest.state())) {
                manifest.publishJournal()
                        .forEach(step -> deliveries.get(step.destination()).flip(manifest.runId()));
                runs.makeLive(new RunFolder.Live(manifest.runId(), manifest.logicalDate(), manifest.epoch()));
                runs.write(manifest.rolledForward());
                console.line("Finished the interrupted publication of " + manifest.runId());
            }
        }
    }
}
