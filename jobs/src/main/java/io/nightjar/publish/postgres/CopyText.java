package io.nightjar.publish.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import org.apache.spark.sql.Row;
import scala.collection.Iterator;
import scala.collection.Seq;

/** Rows as lines of COPY's text format: tabs between values, {@code \N} for none, backslashes before what would split. */
final class CopyText {
    private final StringBuilder text = new StringBuilder(1 << 16);

    /** @param prefix goes before the row's own values */
    void add(String prefix, Row row) {
        text.append(prefix);
        for (int i = 0; i < row.size(); i++) {
            text.append('\t');
            Object value = row.get(i);
            if (value == null) {
                text.append("\\N");
            } else if (value instanceof Seq<?> values) {
                escape(array(values));
            } else {
                escape(plain(value));
            }
        }
        text.append('\n');
    }

    int length() {
        return text.length();
    }

    /** What was added since the last call. */
    byte[] drain() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        return bytes;
    }

    private static String plain(Object value) {
        return value instanceof Timestamp timestamp ? timestamp.toInstant().toString() : value.toString();
    }

    /** PostgreSQL's text has no NUL; staging put rows with one aside, so none is lost here. */
    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }

    private static String array(Seq<?> values) {
        StringBuilder all = new StringBuilder("{");
        Iterator<?> each = values.iterator();
        while (each.hasNext()) {
            Object value = each.next();
            all.append(all.length() > 1 ? "," : "");
            if (value == null) {
                all.append("NULL");
            } else {
                String escaped = plain(value).replace("\\", "\\\\").replace("\"", "\\\"");
                all.append('"').append(escaped).append('"');
            }
        }
        return all.append('}').toString();
    }
}
