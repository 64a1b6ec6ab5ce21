package io.nightjar.app;

import io.nightjar.job.DeliveryJob;
import io.nightjar.store.Manifest;
import io.nightjar.store.RunFolder;
import io.nightjar.store.RunLock;
import io.nightjar.store.StoreException;
import java.util.Map;

/** Finishes a publication that was interrupted: everything was staged, so only the flips are left. */
final class Recovery {
    private final Home home;
    private final RunLock lock;
    private final Console console;
    private final Map<String, DeliveryJob> deliveries;

    Recovery(Home home, RunLock lock, Console console, Map<String, DeliveryJob> deliveries) {
        this.home = home;
        this.lock = lock;
        this.console = console;
        this.deliveries = deliveries;
    }

    void rollForward() {
        for (Manifest manifest : home.runs().all()) {
            if (Manifest.PUBLISHING.equals(manifest.state())) {
                try {
                    finish(manifest);
                } catch (StoreException e) {
                    giveUp(manifest, e);
                }
            }
        }
    }

    private void finish(Manifest manifest) {
        manifest.publishJournal().forEach(step -> {
            FaultPoint.hit("before flipping " + step.destination());
            deliveries.get(step.destination()).flip(manifest.runId());
            FaultPoint.hit("flipped " + step.destination());
        });
        RunFolder runs = home.runs();
        runs.makeLive(new RunFolder.Live(manifest.runId(), manifest.logicalDate(), manifest.epoch()));
        runs.write(manifest.rolledForward());
        console.line("Finished the interrupted publication of " + manifest.runId());
    }

    /** Somebody else has changed a destination: this run can never be published, but tonight's is staged on top. */
    private void giveUp(Manifest manifest, StoreException e) {
        if (e.kind() != StoreException.Kind.CONFLICT) {
            throw e;
        }
        lock.verifyHeld();
        home.runs().write(manifest.givenUp(e.getMessage(), ExitCode.TEMPFAIL.number()));
        console.line("Gave up the interrupted publication of " + manifest.runId() + ": " + e.getMessage());
    }
}
