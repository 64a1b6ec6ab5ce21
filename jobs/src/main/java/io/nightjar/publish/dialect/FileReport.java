package io.nightjar.publish.dialect;

import java.util.List;
import java.util.Map;

/**
 * What a tool would make of a file.
 *
 * @param rows without the header
 * @param matchable rows that the tool can find somebody by
 * @param findings in the order of the file; of a rule that is broken often, the first ones
 * @param counts how often each rule is broken
 * @param coverage rows that have each way to be found, by its columns
 */
public record FileReport(
        long rows, long matchable, List<FileFinding> findings, Map<String, Long> counts, Map<String, Long> coverage) {
    public FileReport {
        findings = List.copyOf(findings);
    }

    /** Whether the tool would refuse the file or a row of it, or could find nobody. */
    public boolean isRefused() {
        return (rows > 0 && matchable == 0)
                || findings.stream().anyMatch(finding -> finding.complaint().weight() == Complaint.Weight.REFUSED);
    }
}
