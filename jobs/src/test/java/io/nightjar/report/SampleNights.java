package io.nightjar.report;

import io.nightjar.job.DeliveryReport;
import io.nightjar.job.DeliveryReport.Output;
import io.nightjar.job.ModelCard;
import io.nightjar.store.CheckResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nights with realistic numbers; run it to write their pages to a temporary folder and look at them. */
final class SampleNights {
    static final String RUN = "20261031-0007";
    static final String LAST_RUN = "20261030-0006";

    private SampleNights() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("nightjar-pages");
        Map<String, NightPage> nights = Map.of("published", published(), "held", held(), "first", first());
        for (Map.Entry<String, NightPage> night : nights.entrySet()) {
            Path page = folder.resolve(night.getKey() + ".html");
            Files.writeString(page, night.getValue().html());
            System.out.println(String.join("\n", ConsoleSummary.lines(night.getValue(), page.toString())) + "\n");
        }
    }

    /** An ordinary night after others. */
    static NightPage published() {
        return night(
                "Published",
                LAST_RUN,
                segments(),
                models(),
                List.of("clickstream: column utm_term is new in web/2026-10-31.csv.gz and is not used"));
    }

    /** The first night: nothing to compare with, no models and no lists configured. */
    static NightPage first() {
        return night("Published", null, List.of(), List.of(), List.of());
    }

    /** A night stopped by a check after reading. */
    static NightPage held() {
        return new NightPage(
                RUN,
                "2026-10-31",
                "Held: purchases.volume: 10 (800 to 1300, 12 published runs)",
                false,
                LAST_RUN,
                "2026-11-01T02:00:01.123456Z",
                9_870,
                List.of(new FeedLine("purchases", "web", 1, 10, 10, 0, 0, 0, 0)),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        CheckResult.passed("purchases.freshness", "2026-10-31", "2026-10-30 or later", "", "error"),
                        CheckResult.failed("purchases.volume", 10, "800 to 1300", "12 published runs", "error")),
                Map.of("parse-purchases", 6_123L),
                List.of(),
                Decisions.none());
    }

    static NightPage night(
            String outcome,
            String previous,
            List<SegmentLine> segments,
            List<ModelCard> models,
            List<String> warnings) {
        return new NightPage(
                RUN,
                "2026-10-31",
                outcome,
                true,
                previous,
                "2026-11-01T02:00:01.123456Z",
                48_230,
                feeds(),
                rejects(),
                readiness(),
                people(),
                models,
                segments,
                deliveries(),
                checks(),
                timings(),
                warnings,
                Decisions.none());
    }

    static People people() {
        return new People(
                6_214,
                4_338,
                1_402,
                2_911,
                List.of(
                        List.of(402L, 268L, 131L, 52L, 14L),
                        List.of(301L, 252L, 178L, 101L, 37L),
                        List.of(184L, 216L, 203L, 178L, 88L),
                        List.of(96L, 151L, 212L, 244L, 163L),
                        List.of(41L, 72L, 146L, 271L, 337L)));
    }

    private static List<FeedLine> feeds() {
        return List.of(
                new FeedLine("purchases", "web", 3, 541_909, 530_104, 6_537, 5_268, 0, 0),
                new FeedLine("purchases", "shop", 13, 88_120, 88_002, 11, 90, 12, 5),
                new FeedLine("products", "products", 1, 4_070, 4_070, 0, 0, 0, 0),
                new FeedLine("customers", "crm", 1, 5_012, 4_870, 31, 9, 100, 2),
                new FeedLine("clickstream", "clickstream", 31, 1_204_551, 1_101_210, 402, 102_939, 0, 0));
    }

    private static List<RejectLine> rejects() {
        return List.of(
                new RejectLine(
                        "purchases",
                        "web",
                        "MISSING_VALUE",
                        6_512,
                        "exports/web/2026-10-31.csv.gz",
                        120_441L,
                        "order_id is missing; every order line needs one"),
                new RejectLine(
                        "purchases",
                        "web",
                        "BAD_QUOTE",
                        25,
                        "exports/web/2026-10-31.csv.gz",
                        98_113L,
                        "A quote is opened in column Description and text follows its end; double the quotes inside"),
                new RejectLine(
                        "clickstream",
                        "clickstream",
                        "UNKNOWN_WORD",
                        402,
                        "exports/click/part-00012.parquet",
                        null,
                        "event_type must be one of page_view, product_view, search but is 'pv'; translate it in the "
                                + "mapping"),
                new RejectLine(
                        "customers", "crm", "SHORT_ROW", 31, "crm/customers.csv", 17L, "9 fields, header has 14"));
    }

    private static List<ReadinessLine> readiness() {
        return List.of(
                new ReadinessLine("purchases", "order_id", 618_106, 0, 0, null, null, null),
                new ReadinessLine(
                        "purchases", "line_id", 618_106, 1, 0, null, null, "telling repeated order lines from copies"),
                new ReadinessLine("purchases", "customer_key", 618_106, 0.2491, 0, null, null, null),
                new ReadinessLine(
                        "purchases", "ordered_at", 618_106, 0, 0, "2025-10-01 08:26:00", "2026-10-31 19:50:00", null),
                new ReadinessLine("purchases", "product_id", 618_106, 0, 0, null, null, null),
                new ReadinessLine("purchases", "store_id", 618_106, 1, 0, null, null, null),
                new ReadinessLine("purchases", "currency", 618_106, 1, 0, null, null, null),
                new ReadinessLine("purchases", "amount", 618_106, 0, 0, null, null, null),
                new ReadinessLine("customers", "customer_key", 4_870, 0, 0, null, null, null),
                new ReadinessLine("customers", "email", 4_870, 0.113, 0, null, null, null),
                new ReadinessLine("customers", "birth_on", 4_870, 0.42, 1_044, "1931-02-03", "2011-07-12", null),
                new ReadinessLine("customers", "email_opt_in", 4_870, 0.0004, 0, null, null, null),
                new ReadinessLine("products", "product_id", 4_070, 0, 0, null, null, null),
                new ReadinessLine("products", "product_name", 4_070, 0, 0, null, null, null),
                new ReadinessLine("products", "stock", 4_070, 1, 0, null, null, "out-of-stock filter"),
                new ReadinessLine("interactions", "(source)", 0, 1, 0, null, null, "complaints, care"),
                new ReadinessLine(
                        "contacts",
                        "(source)",
                        0,
                        1,
                        0,
                        null,
                        null,
                        "unsubscriptions from campaigns, channel response"));
    }

    static List<ModelCard> models() {
        return List.of(
                churn("B", 0.8123, 0.7605, true, "The model ranked people better than the rule and scores tonight."),
                new ModelCard(
                        "next-best-product",
                        "Which product that they do not own yet will each customer buy next?",
                        "C",
                        "NDCG@10 (ideal over the whole basket)",
                        0.0412,
                        "the most popular products that the customer does not own",
                        0.0431,
                        false,
                        "The model did not beat popularity on the later period: popular products are proposed tonight.",
                        Map.of(
                                "learned from", "all purchases to 2026-10-01",
                                "judged on", "new products bought from 2026-10-02 to 2026-10-31",
                                "proposed for", "2026-10-31"),
                        Map.of("products", 4_070L, "judged customers", 1_312L),
                        List.of("days on which the customer bought the product"),
                        Map.of("rank", "32", "iterations", "10"),
                        Map.of("als", Map.of("NDCG@10", 0.0412), "popular", Map.of("NDCG@10", 0.0431)),
                        Map.of(),
                        42,
                        Map.of("spark", "4.1.0")));
    }

    static ModelCard churn(String grade, Double model, Double rule, boolean shipped, String decision) {
        Map<String, Double> measured = new LinkedHashMap<>();
        measured.put("area under the ROC curve", rule);
        measured.put("Brier score", 0.1812);
        measured.put("lift in the top decile", null);
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        metrics.put("inactivity", measured);
        metrics.put("logistic", Map.of("area under the ROC curve", 0.8123, "Brier score", 0.1544));
        return new ModelCard(
                "churn",
                "Who of the active buyers will buy nothing in the next 60 days?",
                grade,
                "area under the ROC curve",
                model,
                "inactivity: the longer without a purchase, the likelier gone (even odds at 94 days)",
                rule,
                shipped,
                decision,
                Map.of(
                        "learned from", "2026-07-03 (outcome to 2026-09-01)",
                        "judged on", "2026-09-01 (outcome to 2026-10-31)",
                        "scored", "2026-10-31"),
                Map.of("examples", 2_911L, "churned", 1_204L, "judged", 3_018L),
                List.of("recency_days", "frequency", "monetary", "tenure_days"),
                Map.of("horizon days", "60", "regularisation", "0.01"),
                metrics,
                Map.of(),
                42,
                Map.of("spark", "4.1.0"));
    }

    static List<SegmentLine> segments() {
        return List.of(
                list("best-customers", "Bought lately, often and for much: thank them first", 431, 12, 8, 96),
                list("lapsing-regulars", "Bought often, not lately: worth a call before they go", 1_204, 118, 64, 310),
                list("new-this-month", "First purchase within 30 days: welcome them", 212, 97, 88, 41),
                list("points-expire-soon", "Points run out within 30 days", 0, 0, 17, 0),
                list("waiting-for-an-answer", "A complaint or delivery question is open", 9, 3, 1, 0));
    }

    private static SegmentLine list(
            String name, String description, long members, long added, long removed, long withheld) {
        List<String> files = List.of("members", "adds", "keeps", "removes").stream()
                .map(part -> name + "_2026-10-31_" + part + ".csv")
                .toList();
        return new SegmentLine(name, description, members, added, removed, members - added, withheld, files);
    }

    private static List<DeliveryReport> deliveries() {
        List<Output> files = new ArrayList<>();
        for (SegmentLine list : segments()) {
            list.files()
                    .forEach(file -> files.add(new Output(
                            list.name(),
                            file,
                            list.contactable(),
                            64 * list.contactable() + 41,
                            "9f8e7d6c".repeat(8))));
        }
        return List.of(
                new DeliveryReport(
                        "warehouse",
                        "nightjar",
                        List.of(
                                new Output(
                                        "customer_profiles",
                                        "nightjar.customer_profiles",
                                        6_214,
                                        0,
                                        "0a1b2c3d4e5f6a7b"),
                                new Output("churn_scores", "nightjar.churn_scores", 2_911, 0, "ffeeddccbbaa9988"))),
                new DeliveryReport("segment files", "file:/srv/nightjar/out/lists/" + RUN, files));
    }

    private static List<CheckResult> checks() {
        List<CheckResult> checks = new ArrayList<>();
        for (String table : List.of("rfm", "customer_profiles", "segments", "segment_members", "churn_scores")) {
            checks.add(CheckResult.passed(table + ": key is unique", "0 rows break it", "none may", "", "error"));
        }
        checks.add(CheckResult.passed("purchases.volume", 618106, "494000 to 803000", "12 published runs", "error"));
        checks.add(CheckResult.failed(
                "customers.freshness", "2026-10-28", "2026-10-30 or later", "setting quality.freshness", "warning"));
        return checks;
    }

    private static Map<String, Long> timings() {
        Map<String, Long> timings = new LinkedHashMap<>();
        List<String> steps = List.of(
                "parse-purchases",
                "find-duplicates",
                "stage-purchases",
                "stage-customers",
                "parse-clickstream",
                "resolve-identities",
                "build-purchases",
                "build-rfm",
                "build-profiles",
                "build-contact-points",
                "churn",
                "next-best-product",
                "assign-segments",
                "compare-segments",
                "publish-warehouse");
        long millis = 9_120;
        for (String step : steps) {
            timings.put(step, millis);
            millis = millis * 3 / 4;
        }
        return timings;
    }
}
