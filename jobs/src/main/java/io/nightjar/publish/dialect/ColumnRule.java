package io.nightjar.publish.dialect;

/**
 * A column that a tool knows.
 *
 * @param header exactly as the tool wants it
 * @param shape of its values
 * @param atMost how often a file may have it
 */
public record ColumnRule(String header, Shape shape, int atMost) {
    static ColumnRule of(String header, Shape shape) {
        return new ColumnRule(header, shape, 1);
    }

    static ColumnRule repeated(String header, Shape shape, int atMost) {
        return new ColumnRule(header, shape, atMost);
    }
}
