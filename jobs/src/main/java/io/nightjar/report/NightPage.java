package io.nightjar.report;

import io.nightjar.job.DeliveryReport;
import io.nightjar.job.ModelCard;
import io.nightjar.store.CheckResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that there is to say about one night, and its page.
 *
 * @param asOf date of the night, ISO
 * @param outcome a sentence, as {@code Published} or {@code Held: purchases.volume 10 (800 to 1300)}
 * @param isPublished whether readers see this night now
 * @param previousRunId the last published run before this one; null or empty if there is none
 * @param startedAt time, ISO
 * @param people null if the night ended before anybody was counted
 * @param timings milliseconds by step
 * @param decisions who is contacted, and what became of earlier lists
 */
public record NightPage(
        String runId,
        String asOf,
        String outcome,
        boolean isPublished,
        String previousRunId,
        String startedAt,
        long tookMillis,
        List<FeedLine> feeds,
        List<RejectLine> rejects,
        List<ReadinessLine> readiness,
        People people,
        List<ModelCard> models,
        List<SegmentLine> segments,
        List<DeliveryReport> deliveries,
        List<CheckResult> checks,
        Map<String, Long> timings,
        List<String> warnings,
        Decisions decisions) {
    public NightPage {
        previousRunId = Objects.requireNonNullElse(previousRunId, "");
        people = people == null ? People.none() : people;
        feeds = List.copyOf(feeds);
        rejects = List.copyOf(rejects);
        readiness = List.copyOf(readiness);
        models = List.copyOf(models);
        segments = List.copyOf(segments);
        deliveries = List.copyOf(deliveries);
        checks = List.copyOf(checks);
        timings = Collections.unmodifiableMap(new LinkedHashMap<>(timings));
        warnings = List.copyOf(warnings);
    }

    /** The whole page; it loads nothing from elsewhere and runs no script. */
    public String html() {
        return Page.of(this);
    }

    boolean isFirst() {
        return previousRunId.isBlank();
    }

    FeedLine allFeeds() {
        return FeedLine.total(feeds);
    }
}
