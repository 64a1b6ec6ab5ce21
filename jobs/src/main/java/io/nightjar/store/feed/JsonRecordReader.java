package io.nightjar.store.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads JSON lines: scalars as they are spelled, nested values as their JSON text. */
final class JsonRecordReader implements RecordReader {
    private static final int BUFFER = 1 << 17;
    private static final int NOT_WANTED = -1;
    // Keys are looked up as spelled; the few ways of spelling that occur are remembered.
    private static final int REMEMBERED = 10_000;

    private final JsonFactory json = new JsonFactory();
    private final LineRecords lines;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Integer> spelled = new HashMap<>();
    private final int[] wantedPlaces;
    private final boolean[] wanted;
    private final UTF8String[] values;
    private final boolean[] seen;
    private UTF8String problem;

    /**
     * @param columns those of the feed: what is wrong with a row must not depend on what a query asks for
     * @param asked those of them whose values are asked for
     */
    JsonRecordReader(InputStream utf8, List<String> columns, List<String> asked, long firstLine) {
        lines = new LineRecords(utf8, firstLine, BUFFER);
        values = new UTF8String[columns.size()];
        seen = new boolean[columns.size()];
        wanted = new boolean[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            places.put(Header.key(columns.get(i)), i);
        }
        wantedPlaces = asked.stream()
                .mapToInt(column -> places.get(Header.key(column)))
                .toArray();
        Arrays.stream(wantedPlaces).forEach(place -> wanted[place] = true);
    }

    @Override
    public boolean next() throws IOException {
        if (!lines.next()) {
            return false;
        }
        Arrays.fill(values, null);
        Arrays.fill(seen, false);
        problem = lines.hasNul() ? nul() : parse();
        if (problem != null) {
            Arrays.fill(values, null);
        }
        return true;
    }

    @Override
    public long line() {
        return lines.line();
    }

    @Override
    public UTF8String problem() {
        return problem;
    }

    @Override
    public UTF8String raw() {
        return RawText.withoutNul(lines.bytes(), lines.start(), lines.length(), lines.hasNul());
    }

    @Override
    public UTF8String value(int asked) {
        return values[wantedPlaces[asked]];
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private UTF8String parse() throws IOException {
        try (JsonParser parser = json.createParser(lines.bytes(), lines.start(), lines.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return bad("is not a JSON object", parser);
            }
            UTF8String found = fields(parser);
            if (found == null && parser.nextToken() != null) {
                return bad("holds more than one value", parser);
            }
            return found;
        } catch (JsonProcessingException e) {
            // Jackson's own words quote the text, which may be somebody's address.
            long column = Math.max(1, e.getLocation().getByteOffset() + 1);
            return RowProblem.BAD_JSON.saying("the line is cut or not JSON near byte " + column + " of it");
        }
    }

    private UTF8String fields(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            int place = place(parser.currentName());
            JsonToken token = parser.nextToken();
            if (place == NOT_WANTED) {
                parser.skipChildren();
            } else if (seen[place]) {
                return RowProblem.DUPLICATE_JSON_KEY.saying("a key stands twice in the object, at byte "
                        + (parser.currentTokenLocation().getByteOffset() + 1));
            } else {
                seen[place] = true;
                if (lines.hasBackslash() && token == JsonToken.VALUE_STRING && hasNul(parser)) {
                    return nul();
                }
                values[place] = value(parser, token, wanted[place]);
            }
        }
        return null;
    }

    private static boolean hasNul(JsonParser parser) throws IOException {
        return parser.getText().indexOf('\0') >= 0;
    }

    private UTF8String value(JsonParser parser, JsonToken token, boolean isWanted) throws IOException {
        if (!isWanted || token == JsonToken.VALUE_NULL) {
            parser.skipChildren();
            return null;
        }
        if (token.isScalarValue()) {
            return parser.getTextLength() == 0 ? null : UTF8String.fromString(parser.getText());
        }
        // Jackson counts from the start of the line, wherever that stands in the buffer.
        int from = lines.start() + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int to = lines.start() + (int) parser.currentLocation().getByteOffset();
        return UTF8String.fromBytes(Arrays.copyOfRange(lines.bytes(), from, to));
    }

    private int place(String key) {
        Integer known = spelled.get(key);
        if (known == null) {
            known = places.getOrDefault(Header.key(key), NOT_WANTED);
            if (spelled.size() < REMEMBERED) {
                spelled.put(key, known);
            }
        }
        return known;
    }

    private UTF8String bad(String what, JsonParser parser) {
        long column = parser.currentTokenLocation().getByteOffset() + 1;
        return RowProblem.BAD_JSON.saying("the line " + what + ", at byte " + column + " of it");
    }

    private static UTF8String nul() {
        return RowProblem.NUL_BYTE.saying("the object holds a NUL character; export text without it");
    }
}
