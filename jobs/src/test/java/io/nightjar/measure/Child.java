package io.nightjar.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program run in a process of its own, and what it cost. Processor time and memory come from /proc and cover the
 * processes it starts; where there is no /proc they are unknown.
 */
public final class Child implements AutoCloseable {
    private static final int PROBE_MILLIS = 50;
    private static final double TICKS_A_SECOND = 100.0;

    private final Process process;
    private final Path output;
    private final long start = System.nanoTime();
    private final Map<Long, Double> cpuSeconds = new HashMap<>();
    private final Map<Long, Long> peakKilobytes = new HashMap<>();

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * What a finished program cost.
     *
     * @param exitCode as the shell shows it
     * @param seconds from start to end
     * @param cpuSeconds of all its processes; NaN where unknown
     * @param peakMegabytes most memory of its largest process; -1 where unknown
     * @param output what it printed
     */
    public record Cost(int exitCode, double seconds, double cpuSeconds, long peakMegabytes, String output) {}

    /** Starts a program; what it prints, errors too, goes to a file. */
    public static Child start(List<String> command, Map<String, String> environment, Path folder, Path output) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.redirectInput(
                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().putAll(environment);
            return new Child(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.get(0), e);
        }
    }

    /** Command line of another JVM like this one: same Java, same opened modules. */
    public static List<String> java(String heap, String classPath, List<String> properties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-")
                        || argument.startsWith("-Djdk.reflect")
                        || argument.startsWith("-Dio.netty"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(properties);
        command.addAll(List.of("-cp", classPath));
        return command;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the program has printed a text; false if it ended or the time was over before. */
    public boolean awaitOutput(String text, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until) {
            boolean alive = process.isAlive();
            if (output().contains(text)) {
                return true;
            }
            if (!alive) {
                return false;
            }
            pause();
        }
        return false;
    }

    /** Lets the program run for some seconds, unless it ends before. */
    public void letRun(double seconds) {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        while (process.isAlive() && System.nanoTime() < until) {
            pause();
        }
    }

    /** Waits for the end; kills the program when the time is over. */
    public Cost await(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (process.isAlive() && System.nanoTime() < until) {
            Stream.concat(Stream.of(process.toHandle()), process.descendants()).forEach(each -> probe(each.pid()));
            pause();
        }
        if (process.isAlive()) {
            close();
            throw new IllegalStateException("Not done after " + patience + ":\n" + output());
        }
        double wall = (System.nanoTime() - start) / 1e9;
        double cpu = cpuSeconds.values().stream().mapToDouble(each -> each).sum();
        long peak =
                peakKilobytes.values().stream().mapToLong(each -> each).max().orElse(-1024) / 1024;
        return new Cost(process.exitValue(), wall, cpuSeconds.isEmpty() ? Double.NaN : cpu, peak, output());
    }

    /** Ends the program and what it started, at once and without a word. */
    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private void pause() {
        try {
            boolean unused = process.waitFor(PROBE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a program", e);
        }
    }

    private void probe(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            cpuSeconds.put(pid, (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND);
            Files.readString(Path.of("/proc/" + pid + "/status"))
                    .lines()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Arrays.stream(line.split("\\s+")).toList())
                    .forEach(words -> peakKilobytes.put(pid, Long.parseLong(words.get(1))));
        } catch (IOException e) {
            // It has ended between two looks; what was last seen holds.
        }
    }
}
