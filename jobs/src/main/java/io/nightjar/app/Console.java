package io.nightjar.app;

import io.nightjar.job.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Tells on the terminal how far the night is: one line a step; on a terminal the running step shows too. */
final class Console implements Progress {
    private final PrintStream out;
    private final boolean isTerminal;
    private final Instant start = Instant.now();
    private int step;
    private int steps;

    /** The launcher says whether a person watches: where nobody does, there are plain lines only. */
    Console(PrintStream out) {
        this.out = out;
        this.isTerminal = "1".equals(System.getenv("NIGHTJAR_TERMINAL"));
    }

    /** How many steps there will be. */
    void expect(int count) {
        steps = count;
        step = 0;
    }

    synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public synchronized void begins(String name) {
        if (isTerminal) {
            out.print(String.format("\r[%2d/%2d] %-34s ... %40s", step, steps, name, ""));
            out.flush();
        }
    }

    @Override
    public synchronized void ends(String name, long rows, Duration took) {
        finished(
                name,
                String.format(Locale.ROOT, "%,14d rows %7.1f s  (%s)", rows, took.toMillis() / 1000.0, elapsed()));
    }

    @Override
    public synchronized void kept(String name, long rows) {
        finished(name, String.format(Locale.ROOT, "%,14d rows    kept    (%s)", rows, elapsed()));
    }

    String elapsed() {
        long seconds = Duration.between(start, Instant.now()).toSeconds();
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    Duration sinceStart() {
        return Duration.between(start, Instant.now());
    }

    private void finished(String name, String rest) {
        step++;
        out.println(String.format("%s[%2d/%2d] %-34s%s", isTerminal ? "\r" : "", step, steps, name, rest));
        out.flush();
    }
}
