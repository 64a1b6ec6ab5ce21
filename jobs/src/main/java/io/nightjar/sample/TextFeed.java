package io.nightjar.sample;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/** One text file of one feed: collects a block's rows, then writes them in order, with the planted broken lines. */
final class TextFeed implements AutoCloseable {
    /**
     * How a feed's files look.
     *
     * @param path folder, name and ending, with {@code %} for the part's number
     * @param header first line, "" for none
     */
    record Format(String feed, String path, String header, char delimiter, Charset charset) {
        String file(String part) {
            return path.replace("%", part);
        }
    }

    private final Format format;
    private final String name;
    private final TextFile file;
    private final Rows rows;
    private final List<Defect> defects;
    private final Truth truth;
    private long written;

    TextFeed(Format format, Path folder, String part, List<Defect> defects, Truth truth) throws IOException {
        this.format = format;
        this.defects = defects;
        this.truth = truth;
        name = format.file(part);
        file = new TextFile(folder.resolve(name));
        rows = new Rows(format.delimiter(), format.charset());
        if (!format.header().isEmpty()) {
            file.line(format.header(), format.charset());
        }
    }

    Rows row(long place) {
        return rows.begin(place);
    }

    void flush(Dice dice) throws IOException {
        int[] victims = new int[defects.size()];
        for (int i = 0; i < victims.length && rows.count() > 0; i++) {
            victims[i] = dice.below(rows.count());
        }
        int[] order = rows.sorted();
        for (int place = 0; place < order.length; place++) {
            file.write(rows.bytes(), rows.start(order[place]), rows.length(order[place]));
            written++;
            for (int i = 0; i < victims.length; i++) {
                if (victims[i] == place) {
                    writeBroken(defects.get(i), rows.text(order[place]));
                }
            }
        }
        rows.clear();
    }

    private void writeBroken(Defect defect, String row) throws IOException {
        truth.defect(format.feed(), name, file.nextLine(), defect.kind());
        file.line(defect.breaking().apply(row), format.charset());
        written++;
    }

    String feed() {
        return format.feed();
    }

    long written() {
        return written;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
