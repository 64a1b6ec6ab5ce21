package io.nightjar.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Ta-Feng as the next-basket literature has it: histories against the given next basket. Writes the baskets as an export
 * like a shop's, where a basket's place in the history stands for its date, and runs the evaluation anybody can run.
 */
@Command(
        name = "next-basket",
        mixinStandardHelpOptions = true,
        description = "Next-best product on Ta-Feng's baskets, beside the literature's methods.")
final class MeasureNextBasket implements Callable<Integer> {
    private static final LocalDate FIRST = LocalDate.parse("2000-11-01");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:NIGHTJAR_DATA:-../shared/data}",
            description = "Folder that has tafeng-nbr/. Default: NIGHTJAR_DATA.")
    private Path data;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Only writes the export and tafeng.conf into this folder, for nightjar evaluate.")
    private Path to;

    @Override
    public Integer call() throws IOException {
        Path folder = ShopConf.root().resolve(data).normalize().resolve("tafeng-nbr");
        if (!Files.exists(folder.resolve("tafeng_history.json"))) {
            System.out.println("Skipped: there is no " + folder.resolve("tafeng_history.json")
                    + ". Say with --data or NIGHTJAR_DATA where it is.");
            return 0;
        }
        Bench bench = new Bench();
        Path target = to == null ? bench.scratch() : Files.createDirectories(to.toAbsolutePath());
        Path conf = write(folder, target);
        List<String> command =
                List.of("evaluate", "next-best-product", "-c", conf.toString(), "--holdout", "last-basket");
        if (to != null) {
            System.out.println("scripts/nightjar " + String.join(" ", command));
            return 0;
        }
        Child.Cost cost = Bench.done(bench.script("nightjar", Map.of(), command));
        System.out.println(cost.output());
        Lines lines = new Lines("evaluation", "wall s", "cpu s", "peak MB");
        lines.add("next-basket", cost.seconds(), cost.cpuSeconds(), cost.peakMegabytes());
        lines.print();
        return 0;
    }

    private static Path write(Path folder, Path target) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode histories =
                mapper.readTree(folder.resolve("tafeng_history.json").toFile());
        JsonNode futures = mapper.readTree(folder.resolve("tafeng_future.json").toFile());
        Path export = target.resolve("baskets.csv");
        try (BufferedWriter out = Files.newBufferedWriter(export)) {
            out.write("order,customer,day,product\n");
            Map<String, JsonNode> people = new TreeMap<>();
            histories.properties().forEach(person -> people.put(person.getKey(), person.getValue()));
            for (Map.Entry<String, JsonNode> person : people.entrySet()) {
                // Each list begins and ends with the basket [-1].
                int baskets = person.getValue().size() - 2;
                for (int n = 0; n < baskets; n++) {
                    write(out, person.getKey(), n, person.getValue().get(n + 1));
                }
                write(
                        out,
                        person.getKey(),
                        baskets,
                        futures.get(person.getKey()).get(1));
            }
        }
        Path conf = target.resolve("tafeng.conf");
        Files.writeString(conf, """
                home = "%s"
                sources.purchases {
                  duplicates = drop
                  feeds = [{
                    path = "%s"
                    columns {
                      order_id     = "order"
                      customer_key = "customer"
                      ordered_at   = "to_timestamp(day, 'yyyy-MM-dd')"
                      product_id   = "product"
                      amount       = "'1'"
                    }
                  }]
                }
                """.formatted(target.resolve("home"), export));
        return conf;
    }

    private static void write(BufferedWriter out, String person, int place, JsonNode basket) throws IOException {
        for (JsonNode product : basket) {
            out.write("%s-%d,%s,%s,%s%n".formatted(person, place, person, FIRST.plusDays(place), product.asText()));
        }
    }
}
