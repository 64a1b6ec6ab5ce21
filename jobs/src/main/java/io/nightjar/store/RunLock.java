package io.nightjar.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * One run at a time per work area. Each holder creates the next numbered epoch file, which only one can; a later epoch
 * fences off an earlier one, so a driver that was thought dead cannot publish when it wakes up.
 */
public final class RunLock implements AutoCloseable {
    private static final String PREFIX = "epoch-";
    private static final int KEPT_EPOCHS = 5;
    private static final Pattern OURS = Pattern.compile("(?:epoch|heartbeat|released)-([0-9]{12})");

    /**
     * Who holds an epoch.
     *
     * @param host and
     * @param pid the process
     * @param processStart to tell a process from a later one with the same number
     * @param takenAt ISO instant
     */
    public record Holder(long epoch, String host, long pid, String processStart, String takenAt) {}

    private final Places places;
    private final Path folder;
    private final Holder holder;
    private final ScheduledExecutorService pulse;
    private volatile boolean isReleased;

    private RunLock(Places places, Path folder, Holder holder, Duration heartbeat, Clock clock) {
        this.places = places;
        this.folder = folder;
        this.holder = holder;
        this.pulse = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "nightjar-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        var unused = pulse.scheduleAtFixedRate(() -> beat(clock), 0, heartbeat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes the lock, also over from a run that died; says who has it otherwise. */
    public static RunLock take(Places places, Path folder, Duration heartbeat, Duration stale, Clock clock) {
        Optional<Holder> last = last(places, folder);
        if (last.isPresent() && isHeld(places, folder, last.get(), stale, clock)) {
            Holder other = last.get();
            throw new StoreException(
                    StoreException.Kind.CONFLICT,
                    "Another run holds the work area " + folder.getParent() + ": process " + other.pid() + " on "
                            + other.host() + " since " + other.takenAt() + ". Wait for it to end, then run again.");
        }
        long epoch = last.map(Holder::epoch).orElse(0L) + 1;
        Holder holder = new Holder(
                epoch,
                hostName(),
                ProcessHandle.current().pid(),
                processStart(ProcessHandle.current()),
                clock.instant().toString());
        if (!places.create(new Path(folder, name(PREFIX, epoch)), Json.bytes(holder))) {
            throw new StoreException(
                    StoreException.Kind.CONFLICT,
                    "Another run took the work area " + folder.getParent() + " at the same moment: run again later.");
        }
        sweep(places, folder, epoch);
        return new RunLock(places, folder, holder, heartbeat, clock);
    }

    /** Whether a run that says it is running still is. */
    public static boolean isAlive(Places places, Path folder, long epoch, Duration stale, Clock clock) {
        return last(places, folder)
                .filter(holder -> holder.epoch() == epoch)
                .map(holder -> isHeld(places, folder, holder, stale, clock))
                .orElse(false);
    }

    public long epoch() {
        return holder.epoch();
    }

    /** Fails if a later run has taken over or this one was stopped: nothing may be published any more. */
    public void verifyHeld() {
        if (isReleased) {
            throw new StoreException(StoreException.Kind.CONFLICT, "Cannot publish: the run was stopped");
        }
        long newest = last(places, folder).map(Holder::epoch).orElse(0L);
        if (newest != holder.epoch()) {
            throw new StoreException(
                    StoreException.Kind.CONFLICT,
                    "Cannot publish: a later run (epoch " + newest + ") has taken over from this one (epoch "
                            + holder.epoch() + ")");
        }
    }

    @Override
    public void close() {
        isReleased = true;
        pulse.shutdownNow();
        places.write(new Path(folder, name("released-", holder.epoch())), new byte[0]);
    }

    private void beat(Clock clock) {
        try {
            places.write(
                    new Path(folder, name("heartbeat-", holder.epoch())),
                    clock.instant().toString().getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            // A missed beat is not worth a night; the next one comes soon.
        }
    }

    private static Optional<Holder> last(Places places, Path folder) {
        List<FileStatus> epochs = places.list(folder).stream()
                .filter(file -> file.getPath().getName().startsWith(PREFIX)
                        && OURS.matcher(file.getPath().getName()).matches())
                .toList();
        if (epochs.isEmpty()) {
            return Optional.empty();
        }
        Path newest = epochs.get(epochs.size() - 1).getPath();
        return places.read(newest).map(bytes -> Json.parse(bytes, Holder.class, newest.toString()));
    }

    private static boolean isHeld(Places places, Path folder, Holder holder, Duration stale, Clock clock) {
        if (places.exists(new Path(folder, name("released-", holder.epoch())))) {
            return false;
        }
        if (holder.host().equals(hostName())) {
            return ProcessHandle.of(holder.pid())
                    .map(process -> processStart(process).equals(holder.processStart()))
                    .orElse(false);
        }
        Instant seen = places.read(new Path(folder, name("heartbeat-", holder.epoch())))
                .map(bytes -> Instant.parse(new String(bytes, StandardCharsets.UTF_8)))
                .orElseGet(() -> Instant.parse(holder.takenAt()));
        return seen.plus(stale).isAfter(clock.instant());
    }

    private static void sweep(Places places, Path folder, long epoch) {
        for (FileStatus file : places.list(folder)) {
            String name = file.getPath().getName();
            Matcher ours = OURS.matcher(name);
            if (ours.matches() && Long.parseLong(ours.group(1)) < epoch - KEPT_EPOCHS) {
                places.delete(file.getPath());
            }
        }
    }

    private static String name(String prefix, long epoch) {
        return String.format("%s%012d", prefix, epoch);
    }

    private static String processStart(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
