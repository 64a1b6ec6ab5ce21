package io.nightjar.job;

import io.nightjar.schema.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Runs jobs as soon as what they read is made, several side by side: planning one job then fills the time in which
 * another keeps the cores busy. The outcome is the same as one after the other.
 */
public final class Schedule {
    private final Runner runner;
    private final SparkSession spark;
    private final int sideBySide;

    public Schedule(Runner runner, SparkSession spark, int sideBySide) {
        this.runner = runner;
        this.spark = spark;
        this.sideBySide = sideBySide;
    }

    /**
     * Runs all jobs, or as many as can be before one fails; then fails like that one.
     *
     * @param jobs each after those that make what it reads
     * @param made told of every job that is done, by one thread at a time
     */
    public void run(List<Job> jobs, Consumer<Job> made) {
        ExecutorService workers = Executors.newFixedThreadPool(sideBySide);
        try {
            Map<String, CompletableFuture<Void>> byTable = new HashMap<>();
            for (Job job : jobs) {
                byTable.put(output(job).name(), after(job, byTable, workers, made));
            }
            CompletableFuture.allOf(byTable.values().toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            end(workers);
        }
    }

    /** The table that a job makes. */
    public static Table output(Job job) {
        if (job instanceof TableJob table) {
            return table.output();
        }
        if (job instanceof ModelJob model) {
            return model.output();
        }
        throw new IllegalArgumentException(job.name() + " makes no table");
    }

    private CompletableFuture<Void> after(
            Job job, Map<String, CompletableFuture<Void>> byTable, ExecutorService workers, Consumer<Job> made) {
        CompletableFuture<?>[] needed = job.inputs().stream()
                .map(table -> byTable.get(table.name()))
                .filter(java.util.Objects::nonNull)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(needed).thenRunAsync(() -> run(job, made), workers);
    }

    private void run(Job job, Consumer<Job> made) {
        SparkSession.setActiveSession(spark);
        runner.run(job);
        synchronized (this) {
            made.accept(job);
        }
    }

    private static void end(ExecutorService workers) {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(1, TimeUnit.HOURS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
