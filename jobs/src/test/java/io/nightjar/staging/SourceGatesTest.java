package io.nightjar.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.Duplicates;
import io.nightjar.config.OnProblem;
import io.nightjar.config.OnUnreadable;
import io.nightjar.config.SourceSettings;
import io.nightjar.store.CheckResult;
import io.nightjar.store.Manifest;
import io.nightjar.store.feed.FeedSpec;
import io.nightjar.store.feed.FileFacts;
import io.nightjar.store.feed.FileProblem;
import io.nightjar.store.feed.Inventory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When a source holds the night and when it only warns, against what was published before. */
final class SourceGatesTest {
    private static final LocalDate AS_OF = LocalDate.parse("2026-01-31");
    private static final List<String> COLUMNS = List.of("Order", "Amount");

    @Test
    void judgesVolumeAgainstTheMedianOfPublishedRuns() {
        // Median of 100, 100, 110, 90 sorted is 100: a half to three times of it is allowed.
        List<Manifest> history = published(100, 100, 110, 90);
        assertThat(sentences("volume", source(OnProblem.HOLD), history, 49))
                .containsExactly("error fail purchases.volume: 49 rows (50 to 300, 4 published runs)");
        assertThat(sentences("volume", source(OnProblem.HOLD), history, 50))
                .containsExactly("error pass purchases.volume: 50 rows (50 to 300, 4 published runs)");
        assertThat(sentences("volume", source(OnProblem.HOLD), history, 300))
                .containsExactly("error pass purchases.volume: 300 rows (50 to 300, 4 published runs)");
        assertThat(sentences("volume", source(OnProblem.WARN), history, 301))
                .containsExactly("warning fail purchases.volume: 301 rows (50 to 300, 4 published runs)");
    }

    @Test
    void doesNotJudgeVolumeOnTooLittleHistoryNorOnNightsWithoutTheSource() {
        assertThat(sentences("volume", source(OnProblem.HOLD), published(100, 100), 1))
                .isEmpty();
        assertThat(sentences("volume", source(OnProblem.HOLD), published(100, 0, 100, 0), 1))
                .isEmpty();
    }

    @Test
    void remembersTheNewestRunsAndNotTheLargest() {
        // 30 old nights of 1,000 rows, then 28 of 100.
        long[] rows = LongStream.concat(
                        LongStream.generate(() -> 1_000).limit(30),
                        LongStream.generate(() -> 100).limit(28))
                .toArray();
        assertThat(sentences("volume", source(OnProblem.HOLD), published(rows), 100))
                .containsExactly("error pass purchases.volume: 100 rows (50 to 300, 28 published runs)");
    }

    @Test
    void findsTenTimesAndATenthOfThirtyNightsThatVary() {
        long[] month =
                LongStream.range(0, 30).map(day -> 1_000 + 50 * (day % 7)).toArray();
        assertThat(sentences("volume", source(OnProblem.HOLD), published(month), 11_500))
                .singleElement()
                .asString()
                .startsWith("error fail");
        assertThat(sentences("volume", source(OnProblem.HOLD), published(month), 115))
                .singleElement()
                .asString()
                .startsWith("error fail");
        assertThat(sentences("volume", source(OnProblem.HOLD), published(month), 1_300))
                .singleElement()
                .asString()
                .startsWith("error pass");
    }

    @Test
    void judgesAgeOnlyWhereAnAgeIsSet() {
        LocalDate newest = LocalDate.parse("2026-01-28");
        assertThat(stale(OptionalInt.of(2), OnProblem.HOLD, Optional.of(newest)))
                .containsExactly(
                        "error fail purchases.freshness: newest record is of 2026-01-28, 3 days old (at most 2 days)");
        assertThat(stale(OptionalInt.of(2), OnProblem.WARN, Optional.of(newest)))
                .containsExactly(
                        "warning fail purchases.freshness: newest record is of 2026-01-28, 3 days old (at most 2 days)");
        assertThat(stale(OptionalInt.of(3), OnProblem.HOLD, Optional.of(newest)))
                .containsExactly(
                        "error pass purchases.freshness: newest record is of 2026-01-28, 3 days old (at most 3 days)");
        assertThat(stale(OptionalInt.empty(), OnProblem.HOLD, Optional.of(newest)))
                .isEmpty();
        assertThat(stale(OptionalInt.of(3), OnProblem.HOLD, Optional.empty())).isEmpty();
    }

    @Test
    void holdsOnColumnsGoneAndTellsOfNewOnes() {
        List<Manifest.Input> tonight = List.of(input(100, 0, List.of("Order", "Total")));
        assertThat(sentences("columns", source(OnProblem.HOLD), published(100), tonight))
                .containsExactly(
                        "error fail purchases.columns gone: Amount (none, last published run)",
                        "warning fail purchases.columns new: Total (told only, last published run)");
        assertThat(sentences("columns", source(OnProblem.WARN), published(100), tonight))
                .containsExactly(
                        "warning fail purchases.columns gone: Amount (none, last published run)",
                        "warning fail purchases.columns new: Total (told only, last published run)");
        assertThat(sentences("columns", source(OnProblem.HOLD), List.of(), tonight))
                .isEmpty();
    }

    @Test
    void takesColumnsThatDifferInCaseOrOrderAsTheSame() {
        List<Manifest.Input> tonight = List.of(input(100, 0, List.of("AMOUNT", "order")));
        assertThat(sentences("columns", source(OnProblem.HOLD), published(100), tonight))
                .containsExactly(
                        "error pass purchases.columns gone: none (none, last published run)",
                        "warning pass purchases.columns new: none (told only, last published run)");
    }

    @Test
    void holdsOnALargerShareOfRowsPutAside() {
        assertThat(sentences("quarantined", source(OnProblem.HOLD), List.of(), List.of(input(95, 5, COLUMNS))))
                .containsExactly("error pass purchases.quarantined: 5 of 100 rows (5.00 %)"
                        + " (at most 5.00 %; sources.purchases.max-quarantined-share)");
        assertThat(sentences("quarantined", source(OnProblem.HOLD), List.of(), List.of(input(94, 6, COLUMNS))))
                .containsExactly("error fail purchases.quarantined: 6 of 100 rows (6.00 %)"
                        + " (at most 5.00 %; sources.purchases.max-quarantined-share)");
    }

    @Test
    void warnsOnASmallUnreadableFileAndHoldsOnALargeOne() {
        FileProblem cut = new FileProblem(FileProblem.Code.TRUNCATED_GZIP, "b.gz: the packed file ends too early");
        assertThat(files(file("a", 950, null), file("b", 50, cut)))
                .containsExactly("warning fail purchases.files: 1 of 2 files cannot be read:"
                        + " b.gz: the packed file ends too early (none)");
        assertThat(files(file("a", 940, null), file("b", 60, cut)))
                .containsExactly("error fail purchases.files: 1 of 2 files cannot be read:"
                        + " b.gz: the packed file ends too early (none)");
        FileProblem copy = new FileProblem(FileProblem.Code.DUPLICATE_FILE, "b has the same content as a");
        assertThat(files(file("a", 500, null), file("b", 500, copy)))
                .containsExactly("warning pass purchases.files: 0 of 1 files cannot be read (none)");
    }

    @Test
    void holdsOnAnEmptyRequiredSourceUnlessThatIsAllowed() {
        assertThat(sentences("rows", source(OnProblem.HOLD), List.of(), 0))
                .containsExactly("error fail purchases.rows: 0 rows (at least one)");
        assertThat(sentences("rows", source(false, false), List.of(), 0))
                .containsExactly("warning fail purchases.rows: 0 rows (at least one)");
        assertThat(sentences("rows", source(true, true), List.of(), 0))
                .containsExactly("warning pass purchases.rows: 0 rows (at least one)");
    }

    private static List<String> sentences(String gate, SourceSettings source, List<Manifest> history, long kept) {
        return sentences(gate, source, history, List.of(input(kept, 0, COLUMNS)));
    }

    private static List<String> sentences(
            String gate, SourceSettings source, List<Manifest> history, List<Manifest.Input> tonight) {
        return told(gate, new SourceGates(source, history).check(List.of(), tonight, Optional.empty(), AS_OF));
    }

    private static List<String> stale(OptionalInt maxAge, OnProblem onStale, Optional<LocalDate> newest) {
        SourceSettings source = source(true, false, OnProblem.HOLD, onStale, maxAge);
        return told(
                "freshness",
                new SourceGates(source, List.of()).check(List.of(), List.of(input(1, 0, COLUMNS)), newest, AS_OF));
    }

    private static List<String> files(FileFacts... files) {
        FeedSpec spec = FeedSpec.csv("purchases", "web", "/", "*", List.of());
        Inventory inventory = new Inventory(spec, List.of(files), List.of(), "/*");
        return told(
                "files",
                new SourceGates(source(OnProblem.HOLD), List.of())
                        .check(List.of(inventory), List.of(input(1, 0, COLUMNS)), Optional.empty(), AS_OF));
    }

    private static List<String> told(String gate, List<CheckResult> results) {
        return results.stream()
                .filter(result -> result.name().startsWith("purchases." + gate))
                .map(result -> result.severity() + " " + result.result() + " " + result.sentence())
                .toList();
    }

    private static FileFacts file(String name, long bytes, FileProblem problem) {
        return new FileFacts(
                name, "/" + name, bytes, 0, name, 1, COLUMNS, List.of(), List.of(), List.of(), problem, List.of());
    }

    private static Manifest.Input input(long kept, long refused, List<String> columns) {
        return new Manifest.Input(
                "purchases", "web", "a.csv", 1, "", kept + refused, kept, refused, 0, 0, 0, columns, List.of(), null);
    }

    private static List<Manifest> published(long... rows) {
        List<Manifest> runs = new ArrayList<>();
        for (long kept : rows) {
            runs.add(new Manifest(
                    Manifest.VERSION,
                    "run-" + runs.size(),
                    1,
                    1,
                    LocalDate.parse("2025-01-01").plusDays(runs.size()).toString(),
                    "UTC",
                    Manifest.PUBLISHED,
                    "published",
                    0,
                    "",
                    "",
                    Map.of(),
                    "",
                    42,
                    null,
                    List.of(input(kept, 0, COLUMNS)),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of(),
                    Map.of(),
                    List.of(),
                    null));
        }
        return runs;
    }

    private static SourceSettings source(OnProblem policy) {
        return source(true, false, policy, OnProblem.WARN, OptionalInt.empty());
    }

    private static SourceSettings source(boolean isRequired, boolean mayBeEmpty) {
        return source(isRequired, mayBeEmpty, OnProblem.HOLD, OnProblem.WARN, OptionalInt.empty());
    }

    private static SourceSettings source(
            boolean isRequired, boolean mayBeEmpty, OnProblem policy, OnProblem onStale, OptionalInt maxAge) {
        return new SourceSettings(
                "purchases",
                isRequired,
                List.of(),
                Duplicates.DROP,
                policy,
                policy,
                0.5,
                3.0,
                3,
                onStale,
                maxAge,
                0.05,
                mayBeEmpty,
                OnUnreadable.NULL);
    }
}
