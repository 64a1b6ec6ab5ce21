package io.nightjar.publish.dialect;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Golden vectors and bad files, counted: how many there are and how many are as they should be. */
public final class DialectProof {
    private DialectProof() {}

    /** Of one tool or rule: how many there are, and how many of them are right. */
    public record Count(int all, int right) {
        private Count plus(boolean isRight) {
            return new Count(all + 1, right + (isRight ? 1 : 0));
        }
    }

    /** Vectors whose value we write, by tool. */
    public static Map<String, Count> vectors() throws IOException {
        Map<String, Count> counts = new TreeMap<>();
        for (List<String> vector : GoldenVectorsTest.vectors()) {
            boolean isRight = GoldenVectorsTest.value(vector).equals(vector.get(5));
            counts.merge(vector.get(0), new Count(0, 0).plus(isRight), (before, one) -> before.plus(isRight));
        }
        return counts;
    }

    /** Bad files whose fault is found in its line, by rule. */
    public static Map<String, Count> badFiles() throws IOException, URISyntaxException {
        Map<String, Count> counts = new TreeMap<>();
        List<Path> files = new ArrayList<>(FileCheckTest.corpus());
        for (Path file : files) {
            boolean isFound = FileCheckTest.check(file).findings().stream()
                    .anyMatch(finding -> finding.complaint().rule().equals(FileCheckTest.rule(file))
                            && finding.line() == FileCheckTest.line(file));
            counts.merge(
                    FileCheckTest.rule(file), new Count(0, 0).plus(isFound), (before, one) -> before.plus(isFound));
        }
        return counts;
    }
}
