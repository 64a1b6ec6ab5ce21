package io.nightjar.app;

import io.nightjar.learn.rank.RankingReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What {@code evaluate next-best-product} prints: a line per method, with the intervals of the means. */
final class RankingTable {
    private RankingTable() {}

    static List<String> of(Map<String, RankingReport> reports, int k) {
        List<String> lines = new ArrayList<>();
        if (reports.isEmpty()) {
            lines.add("Nobody who had bought before bought anything in the holdout: there is nothing to measure.");
            return lines;
        }
        lines.add(reports.values().iterator().next().people() + " customers judged; k = " + k
                + "; NDCG's ideal covers the whole basket, in the column beside it only the first k;"
                + " intervals hold 95 % of the bootstrap");
        Set<String> lengths = new TreeSet<>();
        reports.values().forEach(report -> lengths.addAll(report.byLength().keySet()));
        StringBuilder head = new StringBuilder(String.format(
                "%-14s %8s %17s %8s %17s %8s %8s %8s %8s %8s %8s",
                "", "recall", "", "NDCG", "", "cut", "hit rate", "repeat", "explore", "coverage", "novelty"));
        lengths.forEach(length -> head.append(String.format(" %8s", length)));
        lines.add(head.append("  (repeat, explore: recall; last columns: NDCG by baskets known)")
                .toString());
        reports.forEach((name, report) -> lines.add(line(name, report, lengths)));
        return lines;
    }

    private static String line(String name, RankingReport report, Set<String> lengths) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%-14s %8.4f [%.4f - %.4f] %8.4f [%.4f - %.4f] %8.4f %8.4f %8.4f %8.4f %8.4f %8.2f",
                name,
                report.recall(),
                report.recallLow(),
                report.recallHigh(),
                report.ndcg(),
                report.ndcgLow(),
                report.ndcgHigh(),
                report.ndcgCut(),
                report.hitRate(),
                report.repeatRecall(),
                report.exploreRecall(),
                report.coverage(),
                report.novelty()));
        for (String length : lengths) {
            Double ndcg = report.byLength().get(length);
            line.append(ndcg == null ? String.format(" %8s", "-") : String.format(Locale.ROOT, " %8.4f", ndcg));
        }
        return line.toString();
    }
}
