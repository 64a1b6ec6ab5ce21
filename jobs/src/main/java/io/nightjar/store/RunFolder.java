package io.nightjar.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The runs of a work area: a folder each, a manifest per attempt, and the name of the one that is live. */
public final class RunFolder {
    private static final String ATTEMPT = "manifest-";

    /** Which run is live. */
    public record Live(String runId, String asOf, long epoch) {}

    private final Places places;
    private final Path work;

    public RunFolder(Places places, Path work) {
        this.places = places;
        this.work = work;
    }

    public Path of(String runId) {
        return new Path(new Path(work, "runs"), runId);
    }

    /** The newest attempt at a run. */
    public Optional<Manifest> latest(String runId) {
        List<Manifest> attempts = attempts(runId);
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
    }

    /** All attempts at a run, oldest first. */
    public List<Manifest> attempts(String runId) {
        List<Manifest> attempts = new ArrayList<>();
        for (FileStatus file : places.list(of(runId))) {
            String name = file.getPath().getName();
            if (name.startsWith(ATTEMPT) && name.endsWith(".json")) {
                places.read(file.getPath()).ifPresent(bytes -> attempts.add(Json.parse(bytes, Manifest.class, name)));
            }
        }
        attempts.sort(Comparator.comparingInt(Manifest::attempt));
        return attempts;
    }

    /** The newest attempt at every run, by date, then by when it began. */
    public List<Manifest> all() {
        List<Manifest> all = new ArrayList<>();
        for (FileStatus folder : places.list(new Path(work, "runs"))) {
            latest(folder.getPath().getName()).ifPresent(all::add);
        }
        all.sort(Comparator.comparing(Manifest::logicalDate).thenComparing(Manifest::startedAt));
        return all;
    }

    public void write(Manifest manifest) {
        places.write(
                new Path(of(manifest.runId()), String.format("%s%04d.json", ATTEMPT, manifest.attempt())),
                Json.bytes(manifest));
    }

    public void forget(String runId) {
        places.delete(of(runId));
    }

    public Optional<Live> live() {
        return places.read(livePath()).map(bytes -> Json.parse(bytes, Live.class, "live.json"));
    }

    /** The live run, or the newest of those that were live before it, that is of an earlier date than this. */
    public Optional<Manifest> liveBefore(String date) {
        Optional<Manifest> run = live().flatMap(live -> latest(live.runId()));
        while (run.isPresent() && run.get().logicalDate().compareTo(date) >= 0) {
            run = Optional.ofNullable(run.get().previousRunId()).flatMap(this::latest);
        }
        return run;
    }

    public void makeLive(Live live) {
        places.write(livePath(), Json.bytes(live));
    }

    private Path livePath() {
        return new Path(work, "live.json");
    }
}
