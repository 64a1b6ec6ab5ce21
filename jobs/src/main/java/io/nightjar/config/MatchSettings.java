package io.nightjar.config;

import java.io.Serializable;
import java.util.List;

/**
 * How records without a common key are found to be the same person.
 *
 * @param enabled look for them at all
 * @param minProbability two groups of records become one person from here on
 * @param maxBlock records compared with each other because they agree on a rule
 * @param maxRecordsPerPerson no person has more
 * @param driverRecords so many records and fewer are matched in the driver's memory
 * @param without parts of a record that are not looked at
 * @param rules by what records are brought together, each a list of things to agree on
 */
public record MatchSettings(
        boolean enabled,
        double minProbability,
        int maxBlock,
        int maxRecordsPerPerson,
        long driverRecords,
        List<String> without,
        List<String> rules)
        implements Serializable {
    public MatchSettings {
        without = List.copyOf(without);
        rules = List.copyOf(rules);
        new Checks()
                .that(
                        minProbability > 0 && minProbability < 1,
                        "min-probability",
                        "must be above 0 and below 1 but is " + Checks.plain(minProbability))
                .between("max-block", 2, 10_000, maxBlock)
                .between("max-records-per-person", 2, 100_000, maxRecordsPerPerson)
                .between("driver-records", 0, Integer.MAX_VALUE, driverRecords)
                .that(!rules.isEmpty(), "rules", "must name a rule, such as [\"birth-date\"]; or set enabled = false")
                .done();
    }
}
