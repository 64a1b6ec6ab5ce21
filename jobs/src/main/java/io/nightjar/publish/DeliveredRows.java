package io.nightjar.publish;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.nightjar.publish.dialect.FileRules;
import io.nightjar.store.Places;
import io.nightjar.store.StoreException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Rows of a file that was delivered before: what a tool was really told. */
final class DeliveredRows {
    private final Places places;

    DeliveredRows(Places places) {
        this.places = places;
    }

    /** Gives each row, in order, as a function from header to value; what the file has no column for is empty. */
    void read(Path file, FileRules.Format format, Consumer<UnaryOperator<String>> reader) {
        try {
            if (format == FileRules.Format.CSV) {
                readCsv(file, reader);
            } else {
                readParquet(file, reader);
            }
        } catch (IOException e) {
            throw lost(file, e);
        }
    }

    /** Without what was delivered nobody can be taken off a list, not even who asked for it. */
    static StoreException lost(Path file, Exception cause) {
        return new StoreException(
                StoreException.Kind.MISSING_INPUT,
                "Cannot say whom to take off the lists: " + file + ", which was delivered before, cannot be read."
                        + " Put it back, or delete _LATEST.json beside its folder to begin with whole lists anew",
                cause);
    }

    private void readCsv(Path file, Consumer<UnaryOperator<String>> reader) throws IOException {
        try (var in = places.fileSystem(file).open(file);
                CsvReader<CsvRecord> records =
                        CsvReader.builder().ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Iterator<CsvRecord> all = records.iterator();
            Map<String, Integer> places = places(all.hasNext() ? all.next().getFields() : List.of());
            while (all.hasNext()) {
                CsvRecord row = all.next();
                reader.accept(header -> {
                    Integer at = places.get(header);
                    return at == null || at >= row.getFieldCount() ? "" : row.getField(at);
                });
            }
        }
    }

    /** The same for Parquet, without judging why it cannot be read. */
    void readParquet(Path file, Consumer<UnaryOperator<String>> reader) throws IOException {
        try (ParquetReader<Group> rows = ParquetReader.builder(new GroupReadSupport(), file)
                .withConf(places.fileSystem(file).getConf())
                .build()) {
            for (Group row = rows.read(); row != null; row = rows.read()) {
                Group one = row;
                reader.accept(header -> one.getType().containsField(header) && one.getFieldRepetitionCount(header) > 0
                        ? one.getString(header, 0)
                        : "");
            }
        }
    }

    private static Map<String, Integer> places(List<String> header) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            places.put(header.get(i), i);
        }
        return places;
    }
}
