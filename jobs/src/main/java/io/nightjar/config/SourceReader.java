package io.nightjar.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the sources, their feeds and the columns these map. */
final class SourceReader {
    private static final String SOURCES = "sources";
    private static final String EVERY_SOURCE = "every-source";
    private static final String EVERY_FEED = "every-feed";

    private final RecordReader records;
    private final Findings findings;
    private final Map<String, List<String>> canonicalColumns;

    SourceReader(RecordReader records, Findings findings, Map<String, List<String>> canonicalColumns) {
        this.records = records;
        this.findings = findings;
        this.canonicalColumns = canonicalColumns;
    }

    /** Every source that could be read, in reading order. */
    Map<String, SourceSettings> read(Section root) {
        readDefaults(root);
        Section section = root.child(SOURCES);
        reportUnknown(section);
        Map<String, SourceSettings> sources = new LinkedHashMap<>();
        for (String name : Settings.SOURCE_NAMES) {
            source(name, section.child(name), root).ifPresent(source -> sources.put(name, source));
        }
        return sources;
    }

    /** Read for their mistakes only, so that each is told once and under the key it was written with. */
    private void readDefaults(Section root) {
        Section everySource = root.child(EVERY_SOURCE);
        if (everySource
                .value("feeds")
                .filter(it -> it instanceof ConfigList list && !list.isEmpty())
                .isPresent()) {
            findings.problem(
                    everySource.originOf("feeds"),
                    everySource.key("feeds"),
                    "must stay empty: feeds belong to one source");
        }
        findings.effective(everySource.key("feeds"), "[]", everySource.originOf("feeds"));
        records.read(SourceSettings.class, everySource, Map.of("name", "any", "feeds", List.of()), Set.of("feeds"));
        Map<String, Object> given =
                Map.of("name", "any", "path", "any", "columns", Map.of(), "origin", everySource.origin());
        records.read(FeedSettings.class, root.child(EVERY_FEED), given, Set.of());
    }

    private Optional<SourceSettings> source(String name, Section section, Section root) {
        Map<String, Object> given = Map.of("name", name, "feeds", feeds(name, section, root.child(EVERY_FEED)));
        return records.read(SourceSettings.class, section, given, Set.of("feeds"));
    }

    private void reportUnknown(Section section) {
        section.values().keySet().stream()
                .filter(name -> !Settings.SOURCE_NAMES.contains(name))
                .forEach(name -> findings.problem(
                        section.originOf(name),
                        section.key(name),
                        "is not a source" + DidYouMean.hint(name, Settings.SOURCE_NAMES)));
        section.values().forEach((name, value) -> {
            if (Settings.SOURCE_NAMES.contains(name) && !(value instanceof ConfigObject)) {
                findings.problem(section.originOf(name), section.key(name), "must be a section in braces");
            }
        });
    }

    private List<FeedSettings> feeds(String source, Section section, Section everyFeed) {
        ConfigValue value = section.values().get("feeds");
        if (!(value instanceof ConfigList list)) {
            findings.problem(
                    section.originOf("feeds"), section.key("feeds"), "must be a list of feeds, such as [{ path = … }]");
            return List.of();
        }
        if (list.isEmpty()) {
            findings.effective(section.key("feeds"), "[]", section.originOf("feeds"));
        }
        List<FeedSettings> feeds = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            feed(source, i, section.key("feeds[" + i + "]"), list.get(i), everyFeed)
                    .ifPresent(feeds::add);
        }
        reportRepeatedNames(section.key("feeds"), feeds);
        return feeds;
    }

    private Optional<FeedSettings> feed(String source, int index, String path, ConfigValue value, Section everyFeed) {
        Origin origin = Origins.of(value.origin());
        if (!(value instanceof ConfigObject written)) {
            findings.problem(origin, path, "must be a feed in braces but is " + Values.shown(path, value));
            return Optional.empty();
        }
        ConfigObject merged = written.withFallback(everyFeed.values());
        Section section = new Section(path, merged, everyFeed.defaults(), origin);
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("origin", origin);
        given.put("columns", columns(source, section));
        if (section.value("name").isEmpty()) {
            given.put("name", index == 0 ? source : source + "-" + (index + 1));
            return records.read(FeedSettings.class, section, given, Set.of("columns", "name"));
        }
        return records.read(FeedSettings.class, section, given, Set.of("columns"));
    }

    private void reportRepeatedNames(String key, List<FeedSettings> feeds) {
        Set<String> seen = new HashSet<>();
        feeds.stream()
                .filter(feed -> !seen.add(feed.name()))
                .forEach(feed -> findings.problem(
                        feed.origin(), key, "has two feeds named " + feed.name() + ": names must differ"));
    }

    /** In canonical order where that is known, so that the order in the file changes nothing. */
    private Map<String, String> columns(String source, Section feed) {
        Section section = feed.child("columns");
        feed.value("columns")
                .filter(value -> !(value instanceof ConfigObject))
                .ifPresent(value ->
                        findings.problem(feed.originOf("columns"), feed.key("columns"), "must be a section in braces"));
        Collection<String> known = canonicalColumns.getOrDefault(
                source, List.copyOf(section.values().keySet()));
        section.values().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> findings.problem(
                        section.originOf(name),
                        section.key(name),
                        "is not a column of " + source + DidYouMean.hint(name, known)));
        Map<String, String> columns = new LinkedHashMap<>();
        known.forEach(name -> expression(section, name).ifPresent(sql -> columns.put(name, sql)));
        return columns;
    }

    private Optional<String> expression(Section section, String name) {
        Optional<ConfigValue> value = section.value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        boolean isExpression =
                Values.isText(value.get()) && !Values.asWritten(value.get()).isBlank();
        if (!isExpression) {
            findings.problem(
                    section.originOf(name),
                    section.key(name),
                    "must be a raw column or a SQL expression but is " + Values.shown(name, value.get()));
            return Optional.empty();
        }
        String sql = Values.asWritten(value.get());
        findings.effective(section.key(name), Values.canonical(sql), section.originOf(name));
        return Optional.of(sql);
    }
}
