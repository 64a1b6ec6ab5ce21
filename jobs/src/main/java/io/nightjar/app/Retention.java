package io.nightjar.app;

import io.nightjar.store.Manifest;
import io.nightjar.store.Places;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;

/**
 * Frees the work area of tables that no kept run refers to: of the newest published ones, and of the one that the live
 * date starts from. Manifests stay: later nights compare with them.
 */
final class Retention {
    private final Home home;
    private final int keptRuns;

    Retention(Home home, int keptRuns) {
        this.home = home;
        this.keptRuns = keptRuns;
    }

    /** Call only with the lock held and nothing being written. */
    void sweep() {
        Set<String> used = new HashSet<>();
        List<Manifest> runs = home.runs().all();
        int published = 0;
        for (int i = runs.size() - 1; i >= 0 && published < keptRuns; i--) {
            use(runs.get(i), used);
            published += Manifest.PUBLISHED.equals(runs.get(i).state()) ? 1 : 0;
        }
        home.runs()
                .live()
                .flatMap(live -> home.runs().liveBefore(live.asOf()))
                .ifPresent(earlier -> use(earlier, used));
        sweepAllBut(used);
    }

    /** Keeps the tables of one run only. */
    void sweepAllBut(String runId) {
        Set<String> used = new HashSet<>();
        use(home.runs().latest(runId).orElseThrow(), used);
        sweepAllBut(used);
    }

    private static void use(Manifest run, Set<String> used) {
        run.tables().forEach((name, table) -> used.add(name + "/" + table.fingerprint()));
    }

    private void sweepAllBut(Set<String> used) {
        Places places = home.places();
        places.delete(home.checkpoints());
        for (FileStatus table : places.list(home.tables())) {
            for (FileStatus state : places.list(table.getPath())) {
                String name = table.getPath().getName() + "/" + state.getPath().getName();
                if (!used.contains(name)) {
                    places.delete(state.getPath());
                }
            }
        }
    }
}
