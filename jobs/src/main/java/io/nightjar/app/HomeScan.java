package io.nightjar.app;

import com.github.luben.zstd.ZstdInputStream;
import io.nightjar.store.Places;
import io.nightjar.store.StoreException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/**
 * Looks for words in every byte of every file below a folder, and in what files unpack to: gzip, zstd, the rows of
 * Parquet files, the records of Avro files (Iceberg's manifests, with their smallest and largest values).
 */
final class HomeScan {
    private static final int CHUNK = 1 << 20;

    private final Places places;
    private final List<String> words;
    private final int longest;

    /** @param words found whatever their case */
    HomeScan(Places places, Collection<String> words) {
        this.places = places;
        this.words = words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isBlank())
                .flatMap(word ->
                        Stream.of(word, new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)))
                .distinct()
                .toList();
        this.longest = this.words.stream().mapToInt(String::length).max().orElse(1);
    }

    /** Bytes of the words, by file; files without any are left out. */
    Map<String, Long> below(Path folder) {
        Map<String, Long> found = new TreeMap<>();
        for (FileStatus file : places.list(folder)) {
            if (file.isDirectory()) {
                found.putAll(below(file.getPath()));
            } else {
                long bytes = in(file.getPath());
                if (bytes > 0) {
                    found.put(file.getPath().toString(), bytes);
                }
            }
        }
        return found;
    }

    private long in(Path file) {
        try {
            long raw;
            try (InputStream in = open(file)) {
                raw = count(in);
            }
            return raw + inside(file);
        } catch (IOException e) {
            throw new StoreException("Cannot look into " + file, e);
        }
    }

    private InputStream open(Path file) throws IOException {
        return new BufferedInputStream(places.fileSystem(file).open(file), CHUNK);
    }

    private long inside(Path file) throws IOException {
        byte[] magic;
        try (InputStream in = open(file)) {
            magic = in.readNBytes(4);
        }
        String start = new String(magic, StandardCharsets.ISO_8859_1);
        if (start.equals("PAR1")) {
            return inRows(file);
        }
        if (start.startsWith("Obj\u0001")) {
            return inRecords(file);
        }
        try (InputStream in = open(file)) {
            if (start.startsWith("\u001f\u008b")) {
                return count(new GZIPInputStream(in));
            }
            return start.equals("(\u00b5/\u00fd") ? count(new ZstdInputStream(in)) : 0;
        }
    }

    private long inRows(Path file) throws IOException {
        long found = 0;
        try (ParquetReader<Group> rows = ParquetReader.builder(new GroupReadSupport(), file)
                .withConf(places.fileSystem(file).getConf())
                .build()) {
            for (Group row = rows.read(); row != null; row = rows.read()) {
                found += count(row.toString());
            }
        }
        return found;
    }

    private long inRecords(Path file) throws IOException {
        long found = 0;
        try (DataFileStream<Object> records = new DataFileStream<>(open(file), new GenericDatumReader<>())) {
            while (records.hasNext()) {
                found += count(records.next().toString());
            }
        }
        return found;
    }

    /** Chunk by chunk, each with the end of the one before. */
    private long count(InputStream in) throws IOException {
        byte[] buffer = new byte[CHUNK];
        String end = "";
        long found = 0;
        for (int read = in.readNBytes(buffer, 0, CHUNK); read > 0; read = in.readNBytes(buffer, 0, CHUNK)) {
            String text = end + new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
            found += count(text) - count(end);
            end = text.substring(Math.max(0, text.length() - longest + 1));
        }
        return found;
    }

    private long count(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        long bytes = 0;
        for (String word : words) {
            for (int at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length())) {
                bytes += word.length();
            }
        }
        return bytes;
    }
}
