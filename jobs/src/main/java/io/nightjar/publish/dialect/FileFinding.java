package io.nightjar.publish.dialect;

/**
 * A complaint and its place in a file.
 *
 * @param line where the row begins, from 1; 0 for the file as a whole
 * @param column header of the value; empty for the row as a whole
 * @param complaint what is wrong
 */
public record FileFinding(long line, String column, Complaint complaint) {
    @Override
    public String toString() {
        String place = line == 0 ? "file" : column.isEmpty() ? "line " + line : "line " + line + ", " + column;
        return place + ": " + complaint.sentence();
    }
}
