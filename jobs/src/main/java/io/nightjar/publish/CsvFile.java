package io.nightjar.publish;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A csv file after RFC 4180: UTF-8 without byte order mark, a header, lines ended by CR LF. */
final class CsvFile implements RowFile {
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final OutputStream out;
    private long bytes;

    CsvFile(OutputStream out, List<String> header) throws IOException {
        this.out = out;
        write(header, Long.MAX_VALUE);
    }

    /** Text that no spreadsheet takes for a formula. */
    static String safe(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    @Override
    public boolean write(List<String> row, long maxBytes) throws IOException {
        byte[] line = line(row);
        if (bytes + line.length > maxBytes) {
            return false;
        }
        out.write(line);
        bytes += line.length;
        return true;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static byte[] line(List<String> values) {
        StringWriter text = new StringWriter();
        CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .bufferSize(0)
                .build(text)
                .writeRecord(values);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
