package io.nightjar.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads a simulated shop back without any of the product's code. */
record RawShop(Path folder) {
    /** A record of a text file: the physical line it starts at, and its text. */
    record Line(String file, long number, String text) {
        Fields cut(char delimiter) {
            return new Fields(text, delimiter);
        }
    }

    static RawShop make(long customers, int months, long seed, int threads, Path folder) throws IOException {
        SampleSettings settings = new SampleSettings(customers, months, SampleSettings.LAST_DAY, seed, threads);
        SampleShop.write(settings, folder, (written, total) -> {});
        return new RawShop(folder);
    }

    static byte[] content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return file.toString().endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
        }
    }

    List<String> files() throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            return below.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .filter(name -> !name.equals("README.md"))
                    .sorted()
                    .toList();
        }
    }

    /** All records of the files that start with this name, headers included; line breaks in quotes belong to a record. */
    List<Line> lines(String prefix) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String file : files()) {
            if (file.startsWith(prefix)) {
                Charset charset = file.contains("till") ? Charset.forName("windows-1252") : StandardCharsets.UTF_8;
                cut(file, new String(content(folder.resolve(file)), charset), lines);
            }
        }
        return lines;
    }

    private static void cut(String file, String text, List<Line> lines) {
        boolean isJson = file.endsWith(".jsonl");
        boolean quoted = false;
        long line = 1;
        long startLine = 1;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && !isJson) {
                quoted = !quoted;
            } else if (c == '\n') {
                line++;
                if (!quoted) {
                    lines.add(new Line(file, startLine, text.substring(start, i)));
                    start = i + 1;
                    startLine = line;
                }
            }
        }
    }

    /** The records without headers and without the broken and repeated ones that the truth lists. */
    List<Line> goodLines(String prefix) throws IOException {
        Set<String> broken = new HashSet<>();
        for (Fields defect : truth("defects.csv")) {
            broken.add(defect.at(1) + ":" + defect.at(2));
        }
        boolean hasHeader =
                !files().stream().filter(file -> file.startsWith(prefix)).allMatch(file -> file.endsWith(".jsonl"));
        return lines(prefix).stream()
                .filter(line -> line.number() > 1 || !hasHeader)
                .filter(line -> !broken.contains(line.file() + ":" + line.number()))
                .toList();
    }

    List<Fields> truth(String file) throws IOException {
        return Files.readAllLines(folder.resolve("truth").resolve(file)).stream()
                .skip(1)
                .map(line -> new Fields(line, ','))
                .toList();
    }

    /** Asks the tracker's Parquet files, which are named {@code events} in the question. */
    List<List<String>> askEvents(String sql) throws SQLException {
        String events = "read_parquet('" + folder + "/clickstream/*.parquet', filename = true, file_row_number = true)";
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet found = statement.executeQuery(sql.replace("events", events))) {
            List<List<String>> rows = new ArrayList<>();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    row.add(found.getString(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
