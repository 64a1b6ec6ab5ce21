package io.nightjar.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An HTML or SVG element that escapes whatever text and attribute values it is given. */
final class Html {
    private static final Set<String> WITHOUT_END = Set.of("meta", "br");
    private static final char UNPRINTABLE = '\uFFFD';

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final StringBuilder content = new StringBuilder();

    private Html(String name) {
        this.name = name;
    }

    static Html tag(String name) {
        return new Html(name);
    }

    static Html tag(String name, String classes) {
        return new Html(name).css(classes);
    }

    /** A style sheet: the one content that browsers do not unescape. */
    static Html style(String css) {
        if (css.contains("</")) {
            throw new IllegalArgumentException("A style sheet must not hold the end of a tag");
        }
        Html style = new Html("style");
        style.content.append(css);
        return style;
    }

    Html set(String attribute, Object value) {
        attributes.put(attribute, escaped(String.valueOf(value)));
        return this;
    }

    Html css(String classes) {
        return set("class", classes);
    }

    /** What appears under the mouse; nothing if empty. */
    Html tip(String title) {
        return title == null || title.isBlank() ? this : set("title", title);
    }

    Html text(String text) {
        content.append(escaped(text == null ? "" : text));
        return this;
    }

    Html add(Html... children) {
        return addAll(List.of(children));
    }

    Html addAll(List<Html> children) {
        children.forEach(content::append);
        return this;
    }

    boolean isEmpty() {
        return content.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("<").append(name);
        attributes.forEach((attribute, value) ->
                out.append(' ').append(attribute).append("=\"").append(value).append('"'));
        out.append('>');
        return WITHOUT_END.contains(name)
                ? out.toString()
                : out.append(content).append("</").append(name).append('>').toString();
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isPrintable(point) ? point : UNPRINTABLE);
            }
        });
        return out.toString();
    }

    private static boolean isPrintable(int point) {
        boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return !half && (!Character.isISOControl(point) || point == '\n' || point == '\t');
    }
}
