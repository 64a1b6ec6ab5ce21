package io.nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLockTest {
    private static final Duration HEARTBEAT = Duration.ofHours(1);
    private static final Duration STALE = Duration.ofMinutes(10);
    private static final Instant NOW = Instant.parse("2026-02-01T02:00:00Z");
    private static final long NO_PROCESS = Long.MAX_VALUE;

    private final Places places = new Places(new Configuration());

    @TempDir
    private Path work;

    @Test
    void refusesASecondRunAndNamesTheFirst() {
        try (RunLock held = take(NOW)) {
            assertThat(held.epoch()).isEqualTo(1);
            assertThatThrownBy(() -> take(NOW.plusSeconds(86_400)))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CONFLICT))
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("since 2026-02-01T02:00:00Z");
            held.verifyHeld();
        }
    }

    @Test
    void isFreeOnceReleased() {
        take(NOW).close();
        try (RunLock second = take(NOW)) {
            assertThat(second.epoch()).isEqualTo(2);
        }
    }

    @Test
    void takesOverAtOnceFromAProcessThatDied() throws IOException {
        holder(1, thisHost(), NO_PROCESS, NOW);
        try (RunLock second = take(NOW.plusSeconds(1))) {
            assertThat(second.epoch()).isEqualTo(2);
        }
    }

    @Test
    void tellsALaterProcessWithTheSameNumberFromTheHolder() throws IOException {
        holder(1, thisHost(), ProcessHandle.current().pid(), NOW);
        try (RunLock second = take(NOW.plusSeconds(1))) {
            assertThat(second.epoch()).isEqualTo(2);
        }
    }

    @Test
    void waitsForAnotherMachineUntilItIsSilentTooLong() throws IOException {
        holder(1, "other-machine", 1, NOW.minus(Duration.ofDays(1)));
        write("heartbeat-000000000001", NOW.toString());
        assertThatThrownBy(() -> take(NOW.plus(STALE).minusSeconds(1)))
                .hasMessageContaining("process 1 on other-machine");
        try (RunLock second = take(NOW.plus(STALE))) {
            assertThat(second.epoch()).isEqualTo(2);
        }
    }

    @Test
    void believesAnotherMachineThatHasNotBeatenYet() throws IOException {
        holder(1, "other-machine", 1, NOW);
        assertThatThrownBy(() -> take(NOW.plusSeconds(1))).hasMessageContaining("other-machine");
    }

    @Test
    void fencesOffTheRunThatWasTakenOver() throws IOException {
        try (RunLock first = take(NOW)) {
            holder(2, "other-machine", 1, NOW);
            assertThatThrownBy(first::verifyHeld)
                    .isInstanceOf(StoreException.class)
                    .hasMessage("Cannot publish: a later run (epoch 2) has taken over from this one (epoch 1)");
        }
        assertThatThrownBy(() -> take(NOW)).as("its release frees nothing").hasMessageContaining("other-machine");
    }

    @Test
    void knowsWhetherAnEpochIsAlive() throws IOException {
        RunLock lock = take(NOW);
        assertThat(isAlive(1)).isTrue();
        assertThat(isAlive(2)).isFalse();
        lock.close();
        assertThat(isAlive(1)).isFalse();
        holder(2, thisHost(), NO_PROCESS, NOW);
        assertThat(isAlive(2)).isFalse();
    }

    @Test
    void keepsOnlyTheLastEpochs() throws IOException {
        for (int i = 0; i < 9; i++) {
            take(NOW).close();
        }
        Files.writeString(work.resolve("lock").resolve("read-me.txt"), "somebody's note");
        try (RunLock tenth = take(NOW)) {
            assertThat(tenth.epoch()).isEqualTo(10);
            try (var files = Files.list(work.resolve("lock"))) {
                assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("epoch-")))
                        .hasSize(6)
                        .contains("epoch-000000000010");
            }
        }
    }

    private RunLock take(Instant now) {
        return RunLock.take(places, folder(), HEARTBEAT, STALE, Clock.fixed(now, ZoneOffset.UTC));
    }

    private boolean isAlive(long epoch) {
        return RunLock.isAlive(places, folder(), epoch, STALE, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private org.apache.hadoop.fs.Path folder() {
        return new org.apache.hadoop.fs.Path(work.toUri().toString() + "lock");
    }

    private void holder(long epoch, String host, long pid, Instant takenAt) throws IOException {
        write(
                String.format("epoch-%012d", epoch),
                "{\"epoch\": %d, \"host\": \"%s\", \"pid\": %d, \"process_start\": \"1999-01-01T00:00:00Z\", \"taken_at\": \"%s\"}"
                        .formatted(epoch, host, pid, takenAt));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(work.resolve("lock"));
        Files.writeString(work.resolve("lock").resolve(name), text, StandardCharsets.UTF_8);
    }

    private static String thisHost() throws IOException {
        return InetAddress.getLocalHost().getHostName();
    }
}
