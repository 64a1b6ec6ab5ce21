package io.nightjar.sample;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes a shop's exports and the truth behind them. The people come in blocks of a thousand; up to {@value #MOST_PARTS}
 * parts of consecutive blocks get files of their own, so that files stay few and every thread has work. What is written
 * depends on customers, months, last day and seed only.
 */
public final class SampleShop {
    private static final int MOST_PARTS = 64;

    private final SampleSettings settings;
    private final World world;
    private final Path folder;
    private final ShopFiles files;
    private final ProgressListener progress;
    private long customersWritten;

    private SampleShop(SampleSettings settings, Path folder, ProgressListener progress) {
        this.settings = settings;
        this.folder = folder;
        this.progress = progress;
        world = World.of(settings);
        files = new ShopFiles(folder);
    }

    /** What a part leaves behind when its files are closed. */
    private record PartResult(String name, Tally rows, Tally truth) {}

    /**
     * Writes the shop into a folder, which is new, empty, or holds a shop made earlier.
     *
     * @throws IllegalArgumentException if the folder holds something else where the shop would go
     */
    public static SampleReport write(SampleSettings settings, Path folder, ProgressListener progress)
            throws IOException {
        long started = System.nanoTime();
        SampleShop shop = new SampleShop(settings, folder, progress);
        shop.files.makeReady();
        Tally rows = new Tally();
        Tally truth = new Tally();
        List<String> parts = new ArrayList<>();
        for (PartResult part : shop.writeParts()) {
            rows.addAll(part.rows());
            truth.addAll(part.truth());
            parts.add(part.name());
        }
        shop.files.joinTruth(parts);
        shop.files.writeCatalogue(shop.world.catalogue());
        rows.add("products", shop.world.catalogue().products().size());
        rows.counts().forEach((feed, count) -> truth.add("rows." + feed, count));
        shop.files.writeSummary(truth.json(shop.facts()));
        return shop.report(rows, truth, started);
    }

    private SortedMap<String, String> facts() {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("customers", String.valueOf(settings.customers()));
        facts.put("months", String.valueOf(settings.months()));
        facts.put("seed", String.valueOf(settings.seed()));
        facts.put("first_day", '"' + settings.firstDay().toString() + '"');
        facts.put("last_day", '"' + settings.lastDay().toString() + '"');
        return facts;
    }

    private SampleReport report(Tally rows, Tally truth, long started) throws IOException {
        List<Path> written = files.all();
        long bytes = 0;
        for (Path path : written) {
            bytes += Files.size(path);
        }
        return new SampleReport(
                written.size(), rows.counts(), truth.defects(), bytes, (System.nanoTime() - started) / 1e9);
    }

    private List<PartResult> writeParts() throws IOException {
        long blocks = Block.count(settings.customers());
        int parts = (int) Math.min(blocks, MOST_PARTS);
        ExecutorService threads = Executors.newFixedThreadPool(settings.threads());
        try {
            List<Future<PartResult>> waiting = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                long from = blocks * part / parts;
                long until = blocks * (part + 1) / parts;
                String name = String.valueOf(1001 + part).substring(1);
                waiting.add(threads.submit(() -> writePart(name, from, until)));
            }
            List<PartResult> results = new ArrayList<>();
            for (Future<PartResult> each : waiting) {
                results.add(result(each));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static PartResult result(Future<PartResult> part) throws IOException {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Making sample data was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(
                    "Making sample data failed: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private PartResult writePart(String name, long from, long until) throws IOException {
        Tally rows = new Tally();
        try (Truth truth = new Truth(world, files.truthOfPart(name));
                Exports exports = new Exports(world, folder, name, truth)) {
            for (long block = from; block < until; block++) {
                new Block(world, block).live(exports);
                tellProgress(block);
            }
            exports.count(rows);
            return new PartResult(name, rows, truth.tally());
        }
    }

    private synchronized void tellProgress(long block) {
        customersWritten += Math.min(Block.CUSTOMERS, settings.customers() - block * Block.CUSTOMERS);
        progress.customersWritten(customersWritten, settings.customers());
    }
}
