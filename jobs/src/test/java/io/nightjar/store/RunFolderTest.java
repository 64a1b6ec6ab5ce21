package io.nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {
    @TempDir
    private Path work;

    private RunFolder runs;

    @BeforeEach
    void open() {
        runs = new RunFolder(
                new Places(new Configuration()),
                new org.apache.hadoop.fs.Path(work.toUri().toString()));
    }

    @Test
    void manifestComesBackAsItWasWritten() {
        Manifest manifest = manifest("20260131-aa", 1, "2026-01-31", Manifest.PUBLISHING, "2026-02-01T02:00:00Z");
        runs.write(manifest);
        assertThat(runs.latest("20260131-aa")).contains(manifest);
    }

    @Test
    void keepsEveryAttemptAndKnowsTheNewest() {
        for (int attempt : List.of(1, 2, 10)) {
            runs.write(manifest("r", attempt, "2026-01-31", Manifest.FAILED, "2026-02-01T02:00:00Z"));
        }
        assertThat(runs.attempts("r")).extracting(Manifest::attempt).containsExactly(1, 2, 10);
        assertThat(runs.latest("r").orElseThrow().attempt()).isEqualTo(10);
        assertThat(runs.latest("other")).isEmpty();
    }

    @Test
    void listsRunsByDateAndThenByStart() {
        runs.write(manifest("c", 1, "2026-01-31", Manifest.PUBLISHED, "2026-02-01T04:00:00Z"));
        runs.write(manifest("b", 1, "2026-01-31", Manifest.HELD, "2026-02-01T02:00:00Z"));
        runs.write(manifest("z", 1, "2026-01-30", Manifest.PUBLISHED, "2026-02-02T02:00:00Z"));
        assertThat(runs.all()).extracting(Manifest::runId).containsExactly("z", "b", "c");
        runs.forget("b");
        assertThat(runs.all()).extracting(Manifest::runId).containsExactly("z", "c");
    }

    @Test
    void knowsWhatWasLiveOnAnEarlierDate() {
        runs.write(follows("monday", "2026-01-26", null));
        runs.write(follows("tuesday", "2026-01-27", "monday"));
        runs.write(follows("taken-back", "2026-01-28", "tuesday"));
        runs.write(follows("thursday", "2026-01-29", "tuesday"));
        runs.write(follows("thursday-again", "2026-01-29", "thursday"));
        assertThat(runs.liveBefore("2026-01-29")).isEmpty();
        runs.makeLive(new RunFolder.Live("thursday-again", "2026-01-29", 1));
        assertThat(runs.liveBefore("2026-01-30")).map(Manifest::runId).contains("thursday-again");
        assertThat(runs.liveBefore("2026-01-29")).map(Manifest::runId).contains("tuesday");
        assertThat(runs.liveBefore("2026-01-27")).map(Manifest::runId).contains("monday");
        assertThat(runs.liveBefore("2026-01-26")).isEmpty();
    }

    @Test
    void knowsTheLiveRun() {
        assertThat(runs.live()).isEmpty();
        runs.makeLive(new RunFolder.Live("a", "2026-01-30", 3));
        runs.makeLive(new RunFolder.Live("b", "2026-01-31", 4));
        assertThat(runs.live()).contains(new RunFolder.Live("b", "2026-01-31", 4));
    }

    @Test
    void namesTheFileThatIsDamaged() throws IOException {
        Files.writeString(work.resolve("live.json"), "{\"run_id\": ");
        assertThatThrownBy(runs::live)
                .isInstanceOf(StoreException.class)
                .hasMessage("Cannot read live.json: it is not the JSON that was written there");
    }

    @Test
    void rolledForwardMeansPublishedAndEveryStepDone() {
        Manifest done = manifest("r", 2, "2026-01-31", Manifest.PUBLISHING, "2026-02-01T02:00:00Z")
                .rolledForward();
        assertThat(done.state()).isEqualTo(Manifest.PUBLISHED);
        assertThat(done.exitCode()).isZero();
        assertThat(done.error()).isNull();
        assertThat(done.publishJournal()).extracting(Manifest.Step::state).containsExactly("done", "done");
        assertThat(done.isOver()).isTrue();
    }

    @Test
    void jsonIsSnakeCaseWithSortedKeys() {
        String text = Json.text(new Manifest.Model("churn", "B", "auc", null, 0.5, true, "ships"));
        assertThat(text).contains("\"is_shipped\" : true", "\"value\" : null");
        assertThat(Json.text(new java.util.LinkedHashMap<>(Map.of("b", 1, "a", 2)))
                        .indexOf("\"a\""))
                .isLessThan(Json.text(Map.of("b", 1, "a", 2)).indexOf("\"b\""));
    }

    @Test
    void readsManifestsOfLaterVersionsWithMoreFields() {
        byte[] json = "{\"run_id\": \"r\", \"as_of\": \"2026-01-31\", \"epoch\": 7, \"colour\": \"new\"}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(Json.parse(json, RunFolder.Live.class, "live.json"))
                .isEqualTo(new RunFolder.Live("r", "2026-01-31", 7));
    }

    private static Manifest manifest(String runId, int attempt, String date, String state, String startedAt) {
        return manifest(runId, attempt, date, state, startedAt, null);
    }

    private static Manifest follows(String runId, String date, String previousRunId) {
        return manifest(runId, 1, date, Manifest.PUBLISHED, date + "T23:00:00Z", previousRunId);
    }

    private static Manifest manifest(
            String runId, int attempt, String date, String state, String startedAt, String previousRunId) {
        return new Manifest(
                Manifest.VERSION,
                runId,
                attempt,
                7,
                date,
                "Europe/Vienna",
                state,
                "a sentence",
                73,
                startedAt,
                null,
                Map.of("jar", "0.1.0"),
                "ab12",
                42,
                previousRunId,
                List.of(new Manifest.Input(
                        "purchases", "web", "a.csv", 10, "ff", 5, 4, 1, 0, 0, 0, List.of("x"), List.of(), null)),
                List.of("b.tmp"),
                List.of(CheckResult.passed("purchases.volume", 5, "1 to 9", "3 runs", "error")),
                List.of(new Manifest.Model("churn", "none", "auc", null, null, false, "rule")),
                List.of(new Manifest.Output("rfm", "warehouse", "crm.rfm", 3, "3-ab")),
                List.of(new Manifest.Step("warehouse", "done"), new Manifest.Step("segment files", "staged")),
                Map.of("rfm", new Manifest.Table("aabb", 3, "3-ab")),
                Map.of("build-rfm", 12L),
                List.of("a warning"),
                "an error");
    }
}
