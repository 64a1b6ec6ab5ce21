package io.nightjar.store.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The beginning of a JSON file: the keys in use, and whether it is one object a line at all. */
final class JsonHead {
    private final String name;
    private final FeedSpec spec;
    private final List<String> lines;
    private final Header header;

    JsonHead(String name, FeedSpec spec, byte[] head) {
        this.name = name;
        this.spec = spec;
        this.lines = new String(head, spec.decoding())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        this.header = new Header(keys());
    }

    Header header() {
        return header;
    }

    /** Null if the file serves. */
    FileProblem problem() {
        if (isArrayOrSpread()) {
            return new FileProblem(
                    FileProblem.Code.JSON_ARRAY,
                    name + ", line 1: the file is a JSON array or has one object over several lines; "
                            + "write one whole object a line, without brackets or commas around it");
        }
        if (header.missing(spec.columns()).size() == spec.columns().size()
                && !spec.columns().isEmpty()) {
            return new FileProblem(
                    FileProblem.Code.NO_HEADER,
                    name + ", line 1: none of the expected keys is in the first lines ("
                            + String.join(", ", spec.columns().stream().limit(5).toList())
                            + "); export them, or correct " + spec.setting("columns"));
        }
        return null;
    }

    private boolean isArrayOrSpread() {
        String first = lines.isEmpty() ? "" : lines.get(0);
        boolean startsObject = first.startsWith("{") && !first.endsWith("}");
        return first.startsWith("[")
                || first.equals("{")
                || (startsObject && lines.size() > 1 && !lines.get(1).startsWith("{"));
    }

    // A key that differs from another by case only is the same one: rows differ in what they spell out.
    private List<String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        JsonFactory json = new JsonFactory();
        for (String line : lines) {
            try (JsonParser parser = json.createParser(line.getBytes(StandardCharsets.UTF_8))) {
                addKeys(parser, keys);
            } catch (IOException e) {
                // Broken lines are told of one by one when they are read.
                continue;
            }
            if (keys.size() > spec.maxColumns()) {
                break;
            }
        }
        return new ArrayList<>(keys.values());
    }

    private static void addKeys(JsonParser parser, Map<String, String> keys) throws IOException {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                keys.putIfAbsent(Header.key(key), key);
                parser.nextToken();
                parser.skipChildren();
            }
        }
    }
}
