package io.nightjar.staging;

import io.nightjar.config.OnProblem;
import io.nightjar.config.SourceSettings;
import io.nightjar.store.CheckResult;
import io.nightjar.store.Manifest;
import io.nightjar.store.feed.FileFacts;
import io.nightjar.store.feed.FileProblem;
import io.nightjar.store.feed.Inventory;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a source is fit to publish from: enough rows against earlier published nights, recent, of the same shape, and
 * with few rows put aside. Only published nights count as history, so a night that was held does not spoil the bounds.
 */
public final class SourceGates {
    private static final int REMEMBERED_RUNS = 28;

    private final SourceSettings settings;
    private final List<Manifest> published;

    /** @param published earlier published nights, oldest first */
    public SourceGates(SourceSettings settings, List<Manifest> published) {
        this.settings = settings;
        this.published = List.copyOf(published);
    }

    /**
     * @param newest date of the newest record; empty where the source has no dates or no rows
     * @param inputs tonight's books, by file
     */
    public List<CheckResult> check(
            List<Inventory> inventories, List<Manifest.Input> inputs, Optional<LocalDate> newest, LocalDate asOf) {
        List<CheckResult> results = new ArrayList<>();
        results.add(rows(inputs));
        results.add(quarantined(inputs));
        results.add(files(inventories));
        volume(inputs).ifPresent(results::add);
        freshness(newest, asOf).ifPresent(results::add);
        results.addAll(shape(inputs));
        return results;
    }

    private CheckResult rows(List<Manifest.Input> inputs) {
        long kept = kept(inputs);
        String severity = settings.required() && !settings.allowEmpty() ? "error" : "warning";
        return result("rows", kept > 0 || settings.allowEmpty(), kept + " rows", "at least one", "", severity);
    }

    private CheckResult quarantined(List<Manifest.Input> inputs) {
        long read = inputs.stream().mapToLong(Manifest.Input::rowsRead).sum();
        long refused =
                inputs.stream().mapToLong(Manifest.Input::rowsQuarantined).sum();
        double share = read == 0 ? 0 : (double) refused / read;
        return result(
                "quarantined",
                share <= settings.maxQuarantinedShare(),
                String.format(Locale.ROOT, "%d of %d rows (%.2f %%)", refused, read, 100 * share),
                String.format(
                        Locale.ROOT,
                        "at most %.2f %%; sources.%s.max-quarantined-share",
                        100 * settings.maxQuarantinedShare(),
                        settings.name()),
                "",
                "error");
    }

    /** Files that could not be read at all count by their bytes; a second copy of a file is no loss. */
    private CheckResult files(List<Inventory> inventories) {
        List<FileFacts> files = inventories.stream()
                .flatMap(inventory -> inventory.files().stream())
                .filter(file -> file.isReadable() || file.problem().code() != FileProblem.Code.DUPLICATE_FILE)
                .toList();
        long all = files.stream().mapToLong(file -> Math.max(1, file.bytes())).sum();
        List<FileFacts> refused =
                files.stream().filter(file -> !file.isReadable()).toList();
        long lost =
                refused.stream().mapToLong(file -> Math.max(1, file.bytes())).sum();
        String names =
                refused.stream().limit(3).map(file -> file.problem().sentence()).collect(Collectors.joining("; "));
        boolean few = all == 0 || (double) lost / all <= settings.maxQuarantinedShare();
        return result(
                "files",
                refused.isEmpty(),
                refused.size() + " of " + files.size() + " files cannot be read"
                        + (names.isEmpty() ? "" : ": " + names),
                "none",
                "",
                few ? "warning" : "error");
    }

    private Optional<CheckResult> volume(List<Manifest.Input> inputs) {
        List<Long> history = published.stream()
                .map(run -> kept(run.inputs()))
                .filter(rows -> rows > 0)
                .toList();
        List<Long> recent = history.subList(Math.max(0, history.size() - REMEMBERED_RUNS), history.size()).stream()
                .sorted()
                .toList();
        if (recent.size() < settings.volumeMinRuns()) {
            return Optional.empty();
        }
        long median = recent.get(recent.size() / 2);
        long low = (long) Math.floor(median * settings.volumeLow());
        long high = (long) Math.ceil(median * settings.volumeHigh());
        long rows = kept(inputs);
        return Optional.of(result(
                "volume",
                rows >= low && rows <= high,
                rows + " rows",
                low + " to " + high,
                recent.size() + " published runs",
                severity(settings.onVolume())));
    }

    private Optional<CheckResult> freshness(Optional<LocalDate> newest, LocalDate asOf) {
        if (newest.isEmpty() || settings.maxAgeDays().isEmpty()) {
            return Optional.empty();
        }
        long age = ChronoUnit.DAYS.between(newest.get(), asOf);
        return Optional.of(result(
                "freshness",
                age <= settings.maxAgeDays().getAsInt(),
                "newest record is of " + newest.get() + ", " + age + " days old",
                "at most " + settings.maxAgeDays().getAsInt() + " days",
                "",
                severity(settings.onStale())));
    }

    /** New columns are told; columns that the last published night had and tonight lacks may hold it. */
    private List<CheckResult> shape(List<Manifest.Input> inputs) {
        Set<String> before = published.isEmpty()
                ? Set.of()
                : columns(published.get(published.size() - 1).inputs());
        Set<String> now = columns(inputs);
        if (before.isEmpty() || now.isEmpty()) {
            return List.of();
        }
        List<String> gone = lacking(now, before);
        List<String> added = lacking(before, now);
        return List.of(
                result(
                        "columns gone",
                        gone.isEmpty(),
                        gone.isEmpty() ? "none" : String.join(", ", gone),
                        "none",
                        "last published run",
                        severity(settings.onSchemaChange())),
                result(
                        "columns new",
                        added.isEmpty(),
                        added.isEmpty() ? "none" : String.join(", ", added),
                        "told only",
                        "last published run",
                        "warning"));
    }

    /** Those of the others that are not among the names; the case of a name means nothing, as when reading. */
    private static List<String> lacking(Set<String> names, Set<String> others) {
        Set<String> known = names.stream().map(SourceGates::key).collect(Collectors.toSet());
        return others.stream().filter(name -> !known.contains(key(name))).toList();
    }

    private static String key(String column) {
        return column.strip().toLowerCase(Locale.ROOT);
    }

    private Set<String> columns(List<Manifest.Input> inputs) {
        return inputs.stream()
                .filter(input -> input.source().equals(settings.name()))
                .flatMap(input -> input.columns().stream().filter(Objects::nonNull))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private long kept(List<Manifest.Input> inputs) {
        return inputs.stream()
                .filter(input -> input.source().equals(settings.name()))
                .mapToLong(Manifest.Input::rowsKept)
                .sum();
    }

    private CheckResult result(
            String what, boolean holds, String observed, String allowed, String basis, String severity) {
        String name = settings.name() + "." + what;
        return holds
                ? CheckResult.passed(name, observed, allowed, basis, severity)
                : CheckResult.failed(name, observed, allowed, basis, severity);
    }

    private static String severity(OnProblem policy) {
        return policy == OnProblem.HOLD ? "error" : "warning";
    }
}
