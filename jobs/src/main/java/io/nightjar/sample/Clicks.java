package io.nightjar.sample;

import io.nightjar.sample.Click.CartFate;
import io.nightjar.store.ParquetFooter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.hadoop.ParquetWriter;

/** The tracker's Parquet file: collects a block's events, writes them in order of time, and says which carts were meant. */
final class Clicks implements AutoCloseable {
    static final String FEED = "clickstream";
    private static final List<ClickDefect> DEFECTS = List.of(ClickDefect.values());

    private final ShopCalendar calendar;
    private final String name;
    private final Path path;
    private final Truth truth;
    private final ParquetWriter<ClickRow> writer;
    private final List<Click> clicks = new ArrayList<>();
    private long block;
    private long written;

    Clicks(ShopCalendar calendar, Path folder, String part, Truth truth) throws IOException {
        this.calendar = calendar;
        this.truth = truth;
        name = "clickstream/events-" + part + ".parquet";
        path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        writer = ClickParquet.writer(path);
    }

    void beginBlock(long number) {
        block = number;
    }

    void add(Click click) {
        if (click.at >= 0 && click.at < calendar.end()) {
            clicks.add(click);
        }
    }

    void flush(Dice dice) throws IOException {
        long[] order = new long[clicks.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = (clicks.get(i).at << 32) | i;
        }
        Arrays.sort(order);
        ClickRow row = new ClickRow();
        int strange = order.length / DEFECTS.size();
        for (int i = 0; i < order.length; i++) {
            Click click = clicks.get((int) order[i]);
            row.set(click, eventId(i), calendar.epochSecond(click.at));
            write(row);
            tellCart(click, row.eventId);
            if (strange > 0 && i % strange == strange / 2 && i / strange < DEFECTS.size()) {
                writeStrange(DEFECTS.get(i / strange), row, dice);
            }
        }
        clicks.clear();
    }

    private String eventId(int number) {
        return "e" + (block * 10_000_000 + number);
    }

    private void write(ClickRow row) throws IOException {
        writer.write(row);
        written++;
    }

    private void tellCart(Click click, String eventId) {
        if (click.fate != CartFate.NONE) {
            truth.cart(eventId, click.session.visitor(), click.session.person(), click.fate);
        }
    }

    private void writeStrange(ClickDefect defect, ClickRow row, Dice dice) throws IOException {
        defect.breakUp(row, dice);
        truth.defect(FEED, name, written + 1, defect.kind());
        write(row);
    }

    long written() {
        return written;
    }

    @Override
    public void close() throws IOException {
        writer.close();
        ParquetFooter.putInOrder(path);
    }
}
