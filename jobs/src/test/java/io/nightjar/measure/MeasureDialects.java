package io.nightjar.measure;

import io.nightjar.publish.dialect.DialectProof;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What campaign tools would say of our files: golden vectors by tool, and bad files found out by rule. */
@Command(
        name = "dialects",
        mixinStandardHelpOptions = true,
        description = "Golden vectors of every tool, and what check-file finds in a corpus of bad files.")
final class MeasureDialects implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        boolean isGood = print("tool", "vectors", "as golden", DialectProof.vectors());
        System.out.println();
        isGood &= print("rule", "bad files", "found in line", DialectProof.badFiles());
        return isGood ? 0 : 1;
    }

    private static boolean print(String of, String all, String right, Map<String, DialectProof.Count> counts) {
        Lines lines = new Lines(of, all, right);
        counts.forEach((name, count) -> lines.add(name, count.all(), count.right()));
        int sum = counts.values().stream().mapToInt(DialectProof.Count::all).sum();
        int good = counts.values().stream().mapToInt(DialectProof.Count::right).sum();
        lines.add("together: " + counts.size(), sum, good);
        lines.print();
        return sum == good;
    }
}
