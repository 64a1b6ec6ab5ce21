package io.nightjar.store.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nightjar.config.FeedFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.unsafe.types.UTF8String;

/** A record as its file spells it, and the same without anybody's contact data. */
public final class RawText {
    private static final int LONG_NUMBER = 7;

    private final List<String> columns;
    private final Set<String> contactKeys;
    private final Tokeniser tokeniser;

    private RawText(List<String> columns, Set<String> contactColumns, Tokeniser tokeniser) {
        this.columns = columns;
        this.contactKeys = contactColumns.stream().map(Header::key).collect(Collectors.toSet());
        this.tokeniser = tokeniser;
    }

    /**
     * The raw text with the values of contact columns, and whatever else looks like an e-mail address or a phone number,
     * replaced by tokens. A record that does not fit its header shows only the shape of its values, for nobody knows
     * which of them are contact data.
     *
     * @param columns the file's header, as in {@link FileFacts#columns()}
     */
    public static String masked(
            List<String> columns,
            char delimiter,
            FeedFormat format,
            Set<String> contactColumns,
            String raw,
            Tokeniser tokeniser) {
        RawText text = new RawText(columns, contactColumns, tokeniser);
        return format == FeedFormat.CSV ? text.csv(raw, delimiter) : text.json(raw);
    }

    /** A sentence about a record, with whatever in it looks like an e-mail address or a phone number as tokens. */
    public static String maskedSentence(String sentence, Tokeniser tokeniser) {
        return ContactText.masked(sentence, tokeniser);
    }

    // Databases refuse NUL in text, so it is shown by its picture.
    static UTF8String withoutNul(byte[] bytes, int start, int length, boolean hasNul) {
        return hasNul
                ? UTF8String.fromString(new String(bytes, start, length, StandardCharsets.UTF_8).replace('\0', '␀'))
                : UTF8String.fromBytes(bytes, start, length);
    }

    private String csv(String raw, char delimiter) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        try (CsvRecords records =
                new CsvRecords(new ByteArrayInputStream(bytes), delimiter, 1, columns.size(), bytes.length + 1)) {
            boolean isAligned = records.next()
                    && records.fieldCount() == columns.size()
                    && records.recordLength() == bytes.length
                    && !records.hasBadQuote();
            if (!isAligned) {
                return contactKeys.isEmpty() ? ContactText.masked(raw, tokeniser) : shapes(raw, delimiter);
            }
            return aligned(records, delimiter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String aligned(CsvRecords records, char delimiter) {
        StringBuilder out = new StringBuilder(records.recordLength());
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                out.append(delimiter);
            }
            boolean isQuoted = records.bytes()[records.fieldStart(i) == 0 ? 0 : records.fieldStart(i) - 1] == '"';
            String value = records.fieldText(i);
            String shown = isContact(columns.get(i)) ? token(value) : ContactText.masked(value, tokeniser);
            boolean staysQuoted = isQuoted && shown.equals(value);
            out.append(staysQuoted || needsQuotes(shown, delimiter) ? quoted(shown) : shown);
        }
        return out.toString();
    }

    private String json(String raw) {
        StringWriter out = new StringWriter();
        JsonFactory json = new JsonFactory();
        try (JsonParser parser = json.createParser(raw);
                JsonGenerator generator = json.createGenerator(out)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return cutJson(raw);
            }
            copyObject(parser, generator);
            if (parser.nextToken() != null) {
                return cutJson(raw);
            }
        } catch (IOException e) {
            return cutJson(raw);
        }
        return out.toString();
    }

    private void copyObject(JsonParser parser, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            generator.writeFieldName(ContactText.masked(key, tokeniser));
            JsonToken token = parser.nextToken();
            if (isContact(key) && token != JsonToken.VALUE_NULL) {
                generator.writeString(token(contact(parser, token)));
            } else {
                copyValue(parser, generator, token);
            }
        }
        generator.writeEndObject();
    }

    private static String contact(JsonParser parser, JsonToken token) throws IOException {
        if (token.isScalarValue()) {
            return parser.getText();
        }
        StringBuilder all = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            JsonToken next = parser.nextToken();
            depth += next.isStructStart() ? 1 : next.isStructEnd() ? -1 : 0;
            all.append(parser.getText());
        }
        return all.toString();
    }

    private void copyValue(JsonParser parser, JsonGenerator generator, JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> copyObject(parser, generator);
            case START_ARRAY -> {
                generator.writeStartArray();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    copyValue(parser, generator, next);
                }
                generator.writeEndArray();
            }
            case VALUE_STRING -> generator.writeString(ContactText.masked(parser.getText(), tokeniser));
            // As it is spelled: 1.70 stays 1.70.
            default -> generator.writeRawValue(parser.getText());
        }
    }

    // In what is no JSON, known keys stay and every other string shows its shape.
    private String cutJson(String raw) {
        if (contactKeys.isEmpty()) {
            return ContactText.masked(raw, tokeniser);
        }
        Set<String> known = columns.stream().map(Header::key).collect(Collectors.toSet());
        StringBuilder out = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            int to = raw.charAt(at) == '"' ? stringEnd(raw, at) : nextQuote(raw, at);
            String part = raw.substring(at, to);
            boolean isKey = part.startsWith("\"")
                    && raw.substring(to).stripLeading().startsWith(":")
                    && known.contains(Header.key(part.substring(1, part.length() - 1)));
            out.append(isKey ? part : shapeIfTelling(part));
            at = to;
        }
        return out.toString();
    }

    private static int stringEnd(String raw, int start) {
        int at = start + 1;
        while (at < raw.length() && raw.charAt(at) != '"') {
            at += raw.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, raw.length());
    }

    private static int nextQuote(String raw, int start) {
        int quote = raw.indexOf('"', start);
        return quote < 0 ? raw.length() : quote;
    }

    private static String shapes(String raw, char delimiter) {
        StringBuilder out = new StringBuilder(raw.length());
        int from = 0;
        for (int at = 0; at <= raw.length(); at++) {
            boolean isEnd = at == raw.length() || raw.charAt(at) == delimiter || raw.charAt(at) == '\n';
            if (isEnd) {
                out.append(shapeIfTelling(raw.substring(from, at)));
                out.append(raw, at, Math.min(at + 1, raw.length()));
                from = at + 1;
            }
        }
        return out.toString();
    }

    private static String shapeIfTelling(String value) {
        boolean isTelling = value.codePoints().anyMatch(Character::isLetter)
                || value.codePoints().filter(Character::isDigit).count() >= LONG_NUMBER;
        return isTelling ? ContactText.shape(value) : value;
    }

    private boolean isContact(String column) {
        return contactKeys.contains(Header.key(column));
    }

    private String token(String value) {
        return value.isBlank() ? value : tokeniser.token(value);
    }

    private static boolean needsQuotes(String value, char delimiter) {
        return value.indexOf(delimiter) >= 0
                || value.indexOf('"') >= 0
                || value.indexOf('\n') >= 0
                || value.indexOf('\r') >= 0;
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}
