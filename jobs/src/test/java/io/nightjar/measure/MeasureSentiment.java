package io.nightjar.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code evaluate sentiment} on labelled English sentences: a text, a tab, and 1 where it is good or 0 where bad. */
@Command(
        name = "sentiment",
        mixinStandardHelpOptions = true,
        description =
                "The tone of labelled English sentences: how often right, how often silent. German is not measured.")
final class MeasureSentiment implements Callable<Integer> {
    private static final String FOLDER = "sentiment-labelled-sentences";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:NIGHTJAR_DATA:-../shared/data}",
            description = "Folder that has " + FOLDER + "/ with *_labelled.txt. Default: NIGHTJAR_DATA.")
    private Path data;

    @Override
    public Integer call() throws IOException {
        Path folder = ShopConf.root().resolve(data).normalize().resolve(FOLDER);
        if (!Files.exists(folder)) {
            System.out.println("Skipped: there is no " + folder + ". Say with --data or NIGHTJAR_DATA where it is.");
            return 0;
        }
        Bench bench = new Bench();
        Path csv = bench.scratch().resolve("sentences.csv");
        Files.write(csv, csv(lines(folder)));
        System.out.println(Bench.done(bench.script(
                        "nightjar",
                        Map.of(),
                        List.of(
                                "evaluate",
                                "sentiment",
                                "-c",
                                ShopConf.root().resolve("conf/local.conf").toString(),
                                "-D",
                                "home=" + bench.home("sentiment"),
                                "--table",
                                csv.toString(),
                                "--text",
                                "text",
                                "--label",
                                "good = '1'",
                                "--language",
                                "'en'")))
                .output());
        System.out.println("German: not measured, there are no labelled German sentences here.");
        return 0;
    }

    private static List<String> lines(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(any -> any.toString().endsWith("_labelled.txt"))
                    .sorted()
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    /** Quoted, as sentences have commas; lines without a label are left out. */
    static List<String> csv(List<String> lines) {
        List<String> rows = new ArrayList<>(List.of("text,good"));
        for (String line : lines) {
            int tab = line.lastIndexOf('\t');
            if (tab > 0 && line.substring(tab + 1).strip().matches("[01]")) {
                String text = line.substring(0, tab).strip().replace("\"", "\"\"");
                rows.add("\"" + text + "\"," + line.substring(tab + 1).strip());
            }
        }
        return rows;
    }
}
