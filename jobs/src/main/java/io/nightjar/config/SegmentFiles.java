package io.nightjar.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the folder of segment files: one {@code name.conf} a segment. */
public final class SegmentFiles {
    private static final String MANUAL = "segment-reference.conf";
    private static final String ENDING = ".conf";

    private SegmentFiles() {}

    /**
     * Every segment of the folder, by name.
     *
     * @throws ConfigException listing all mistakes of all files
     */
    public static List<SegmentDefinition> load(Path directory) {
        Findings findings = new Findings();
        ConfigObject manual = HoconFiles.parseResource(MANUAL).root();
        List<SegmentDefinition> segments = new ArrayList<>();
        for (Path file : files(directory, findings)) {
            segment(file, manual, findings).ifPresent(segments::add);
        }
        reportRepeatedNames(segments, findings);
        if (!findings.isClean()) {
            throw findings.exception(directory + " cannot be used:");
        }
        return List.copyOf(segments);
    }

    /** What of the segments can change results, one line each, for hashing. */
    public static String fingerprintText(List<SegmentDefinition> segments) {
        return segments.stream()
                .map(it ->
                        "segment %s when=%s purpose=%s channels=%s rank-by=%s max-size=%s max-share=%s stay-when=%s description=%s"
                                .formatted(
                                        it.name(),
                                        it.when(),
                                        it.purpose(),
                                        it.channels(),
                                        it.rankBy(),
                                        it.maxSize(),
                                        it.maxShare(),
                                        it.stayWhen(),
                                        it.description()))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<Path> files(Path directory, Findings findings) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            findings.problem(
                    Origin.UNKNOWN, "segments.directory", "must be a folder that can be read but is " + directory);
            return List.of();
        }
    }

    private static Optional<SegmentDefinition> segment(Path file, ConfigObject manual, Findings findings) {
        HoconFiles hocon = new HoconFiles(findings);
        Origin origin = new Origin(file.toString(), 0);
        try {
            Config written = hocon.parse(file).resolve();
            if (written.isEmpty()) {
                return Optional.empty();
            }
            Section section = new Section("", written.root().withFallback(manual), manual, origin);
            reportOtherName(file, section, findings);
            RecordReader records = new RecordReader(findings, new SecretReader(findings, Map.of()));
            return records.read(SegmentDefinition.class, section, new HashMap<>(Map.of("origin", origin)), Set.of());
        } catch (com.typesafe.config.ConfigException e) {
            hocon.syntaxError(e, origin);
            return Optional.empty();
        }
    }

    private static void reportOtherName(Path file, Section section, Findings findings) {
        String fileName = file.getFileName().toString();
        String expected = fileName.substring(0, fileName.length() - ENDING.length());
        section.value("name")
                .filter(name -> !Values.isText(name) || !Values.asWritten(name).equals(expected))
                .ifPresent(name -> findings.problem(
                        section.originOf("name"),
                        "name",
                        "must be " + expected + " as the file is called but is " + Values.shown("name", name)));
    }

    private static void reportRepeatedNames(List<SegmentDefinition> segments, Findings findings) {
        Map<String, Origin> seen = new HashMap<>();
        for (SegmentDefinition segment : segments) {
            Origin other = seen.putIfAbsent(segment.name(), segment.origin());
            if (other != null) {
                findings.problem(segment.origin(), "name", "is " + segment.name() + ", as in " + other);
            }
        }
    }
}
