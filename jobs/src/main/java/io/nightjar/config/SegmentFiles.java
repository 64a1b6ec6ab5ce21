package io.nightjar.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the folder of segment files: one {@code name.conf} a segment. */
public final class SegmentFiles {
    private static final String MANUAL = "segment-reference.conf";

    private SegmentFiles() {}

    /**
     * Every segment of the folder, by name.
     *
     * @throws ConfigException listing all mistakes of all files
     */
    public static List<SegmentDefinition> load(Path directory) {
        return new DefinitionFiles<>(
                        SegmentDefinition.class,
                        MANUAL,
                        "segments.directory",
                        SegmentDefinition::name,
                        SegmentDefinition::origin)
                .load(directory);
    }

    /** What of the segments can change results, one line each, for hashing. */
    public static String fingerprintText(List<SegmentDefinition> segments) {
        return segments.stream()
                .map(it ->
                        "segment %s when=%s purpose=%s channels=%s rank-by=%s max-size=%s max-share=%s stay-when=%s contact=%s description=%s"
                                .formatted(
                                        it.name(),
                                        it.when(),
                                        it.purpose(),
                                        it.channels(),
                                        it.rankBy(),
                                        it.maxSize(),
                                        it.maxShare(),
                                        it.stayWhen(),
                                        it.contact(),
                                        it.description()))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
