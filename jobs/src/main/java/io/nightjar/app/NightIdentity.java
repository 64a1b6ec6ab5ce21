package io.nightjar.app;

import io.nightjar.config.Settings;
import io.nightjar.store.Fingerprint;
import io.nightjar.store.Json;
import io.nightjar.store.Manifest;
import io.nightjar.store.RunFolder;
import io.nightjar.store.feed.Inventory;
import io.nightjar.store.feed.Snapshots;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * What makes two nights the same: date, code, configuration, the content of the inputs and the night before. The run's
 * id follows from it, so a rerun finds what an interrupted run left, and a corrected export makes a new run; so does
 * taking the correction back, for its lists change from other ones.
 */
final class NightIdentity {
    /**
     * Kept beside a run's manifests, so that a rerun can see at a glance that nothing has changed.
     *
     * @param code fingerprint
     * @param config fingerprint
     * @param inventories by source
     */
    record Remembered(String code, String config, Map<String, List<Inventory>> inventories) {}

    private final LocalDate asOf;
    private final String config;

    /** @param erased ids of the requests to be erased */
    NightIdentity(Settings settings, Definitions definitions, LocalDate asOf, List<String> erased) {
        this.asOf = asOf;
        Fingerprint fingerprint =
                new Fingerprint().add(settings.resultFingerprintText()).add(definitions.fingerprintText());
        erased.forEach(fingerprint::add);
        this.config = fingerprint.hex();
    }

    String configFingerprint() {
        return config;
    }

    /**
     * Date and eight digits: {@code 2026-06-30-3fa9c1d2}.
     *
     * @param previous the live run that lists are compared with; null before the first
     */
    String runId(Map<String, String> contents, String previous) {
        String id = new Fingerprint()
                .add(asOf)
                .add(Code.fingerprint())
                .add(config)
                .add(contents)
                .add(previous)
                .shortHex();
        return asOf + "-" + id.substring(0, 8);
    }

    void remember(Home home, Exports exports, String runId) {
        Remembered now = new Remembered(Code.fingerprint(), config, exports.inventories());
        home.places().write(place(home, runId), Json.bytes(now));
    }

    /** Whether the live night is this one, going by names, sizes and times of the files; opens none of them. */
    boolean isUnchanged(Home home) {
        Optional<String> live = home.runs().live().map(RunFolder.Live::runId);
        if (live.isEmpty() || !live.get().startsWith(asOf + "-")) {
            return false;
        }
        boolean published = home.runs()
                .latest(live.get())
                .map(manifest -> Manifest.PUBLISHED.equals(manifest.state()))
                .orElse(false);
        return published
                && home.places()
                        .read(place(home, live.get()))
                        .map(bytes -> Json.parse(bytes, Remembered.class, "inputs.json"))
                        .map(then -> isSame(home, then))
                        .orElse(false);
    }

    private boolean isSame(Home home, Remembered then) {
        return then.code().equals(Code.fingerprint())
                && then.config().equals(config)
                && then.inventories().values().stream()
                        .flatMap(List::stream)
                        .allMatch(inventory -> Snapshots.isUntouched(home.hadoop(), inventory));
    }

    private static Path place(Home home, String runId) {
        return new Path(home.runs().of(runId), "inputs.json");
    }
}
