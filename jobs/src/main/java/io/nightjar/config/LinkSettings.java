package io.nightjar.config;

/**
 * How links between records become persons with lasting ids.
 *
 * @param loginConfidence that two records with the same customer number are one person, 0 to 1
 * @param loyaltyNumberConfidence the same of a loyalty number
 * @param emailConfidence the same of an e-mail address
 * @param phoneConfidence the same of a phone number
 * @param minMatchProbability scored pairs below this are no links, 0 to 1
 * @param trustedMatchProbability scored pairs from here on outweigh a conflict between the two records, 0 to 1
 * @param maxRecordsPerPerson more records than this are never one person, 2 or more
 * @param driverLinks so many links and fewer are joined in the driver's memory, 0 or more
 * @param maxMergedShare the night is held when a larger share of persons merges since the last one, 0 to 1
 * @param maxSplitShare the night is held when a larger share of persons splits, 0 to 1
 * @param changesAlwaysAllowed so many merges or splits hold no night, 0 or more
 */
public record LinkSettings(
        double loginConfidence,
        double loyaltyNumberConfidence,
        double emailConfidence,
        double phoneConfidence,
        double minMatchProbability,
        double trustedMatchProbability,
        int maxRecordsPerPerson,
        long driverLinks,
        double maxMergedShare,
        double maxSplitShare,
        long changesAlwaysAllowed) {
    public LinkSettings {
        new Checks()
                .between("login-confidence", 0, 1, loginConfidence)
                .between("loyalty-number-confidence", 0, 1, loyaltyNumberConfidence)
                .between("email-confidence", 0, 1, emailConfidence)
                .between("phone-confidence", 0, 1, phoneConfidence)
                .between("min-match-probability", 0, 1, minMatchProbability)
                .between("trusted-match-probability", 0, 1, trustedMatchProbability)
                .between("max-records-per-person", 2, 1_000_000, maxRecordsPerPerson)
                .between("driver-links", 0, Long.MAX_VALUE, driverLinks)
                .between("max-merged-share", 0, 1, maxMergedShare)
                .between("max-split-share", 0, 1, maxSplitShare)
                .between("changes-always-allowed", 0, Long.MAX_VALUE, changesAlwaysAllowed)
                .done();
    }
}
