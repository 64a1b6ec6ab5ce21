package io.nightjar.publish.dialect;

import io.nightjar.config.DidYouMean;
import io.nightjar.config.SegmentNames;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a file as a campaign tool would, whoever wrote it, and tells every reason against it. */
public final class FileCheck {
    /** Where the file's bytes come from; opened more than once. */
    public interface Source {
        InputStream open() throws IOException;
    }

    /** Gives every row of a Parquet file, the names of its columns first. */
    public interface ParquetRows {
        void read(Consumer<List<String>> row) throws IOException;
    }

    private static final Pattern BAD_NAME = Pattern.compile("[!@#$%^*={}\\[\\]\\\\<>/\":?|,&;'\\s]");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]");
    private static final Pattern LOOKS_LIKE_DATA = Pattern.compile(".+@.+\\..+|\\+?\\d{7,}|[0-9a-fA-F]{32,}");
    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    private final Dialect dialect;
    private final Map<String, ColumnRule> rules = new LinkedHashMap<>();
    private final List<FileFinding> findings = new ArrayList<>();
    private final Map<String, Long> coverage = new LinkedHashMap<>();
    private final Map<UUID, Long> seen = new HashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final int mostPerRule;
    private List<String> header = List.of();
    private List<String> identity = List.of();
    private long rows;
    private long matchable;

    /** @param mostPerRule findings of one rule that are told one by one; the others are counted */
    public FileCheck(Dialect dialect, int mostPerRule) {
        this.dialect = dialect;
        this.mostPerRule = mostPerRule;
        dialect.rules().forEach(rule -> rules.put(rule.header(), rule));
    }

    /** Checks what holds for the file's name and size, whatever is in it. */
    public FileCheck name(String name, long bytes, List<String> sensitiveWords) {
        if (BAD_NAME.matcher(name).find()) {
            file(Complaint.risky(
                    "file-name", "its name has blanks or characters that tools forbid: use letters, digits, - and _"));
        }
        SegmentNames.sensitive(name, sensitiveWords)
                .ifPresent(word -> file(Complaint.risky(
                        "sensitive-name",
                        "its name has the word " + word + ", which suggests health or financial status: rename it")));
        if (bytes > dialect.file().maxBytes()) {
            file(Complaint.refused(
                    "too-large",
                    "it has " + bytes + " bytes, the tool takes "
                            + dialect.file().maxBytes() + ": split it"));
        }
        return this;
    }

    /** Checks a text file. */
    public FileReport csv(Source source) throws IOException {
        if (dialect.file().format() != FileRules.Format.CSV) {
            file(Complaint.refused("format", "it is no Parquet file, which is what the tool reads"));
            return report();
        }
        if (!isReadable(source)) {
            return report();
        }
        char delimiter = delimiter(source);
        try (BufferedReader text = text(source)) {
            CsvLines lines = new CsvLines(text, delimiter);
            Optional<CsvLines.Line> first = lines.next();
            if (first.isEmpty()) {
                file(Complaint.refused("empty", "it is empty: write a header at least"));
                return report();
            }
            header(first.get().values());
            for (Optional<CsvLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                row(line.get());
            }
        } catch (CharacterCodingException e) {
            file(Complaint.refused("encoding", "it is not UTF-8 after line " + (rows + 1) + ": save it as UTF-8"));
        }
        return end();
    }

    /** Checks a Parquet file. */
    public FileReport parquet(ParquetRows source) throws IOException {
        if (dialect.file().format() != FileRules.Format.PARQUET) {
            file(Complaint.refused("format", "it is a Parquet file, and the tool reads csv"));
            return report();
        }
        source.read(values -> {
            if (header.isEmpty()) {
                header(values);
            } else {
                row(new CsvLines.Line(rows + 1, values, false));
            }
        });
        return end();
    }

    private FileReport end() {
        FileRules rules = dialect.file();
        if (rows > rules.maxRows()) {
            file(Complaint.refused(
                    "too-many-rows", "it has " + rows + " rows, the tool takes " + rules.maxRows() + ": split it"));
        }
        if (rows > 0 && rows < rules.minRows()) {
            file(Complaint.risky(
                    "few-people", "it has " + rows + " rows, the tool advises against fewer than " + rules.minRows()));
        }
        return report();
    }

    private FileReport report() {
        findings.sort(Comparator.comparingLong(FileFinding::line));
        return new FileReport(rows, matchable, findings, counts, coverage);
    }

    /** Byte order marks, other encodings and packed files show in the first bytes. */
    private boolean isReadable(Source source) throws IOException {
        byte[] head;
        try (InputStream in = new BufferedInputStream(source.open())) {
            head = in.readNBytes(4);
        }
        if (begins(head, 0xFF, 0xFE)
                || begins(head, 0xFE, 0xFF)
                || (head.length > 1 && head[0] == 0)
                || (head.length > 1 && head[1] == 0)) {
            file(Complaint.refused("encoding", "it is UTF-16: save it as UTF-8"));
            return false;
        }
        if (begins(head, 0x1F, 0x8B) || begins(head, 'P', 'K') || begins(head, 0x28, 0xB5)) {
            file(Complaint.refused("packed", "it is compressed or a spreadsheet: unpack it, save it as csv"));
            return false;
        }
        if (begins(head, 'P', 'A', 'R', '1')) {
            file(Complaint.refused("format", "it is a Parquet file, and the tool reads csv"));
            return false;
        }
        if (begins(head, 0xEF, 0xBB, 0xBF)) {
            file(Complaint.risky(
                    "byte-order-mark",
                    "it begins with a byte order mark, which some importers take for a part of the first header: save"
                            + " it as UTF-8 without"));
        }
        return true;
    }

    private static boolean begins(byte[] head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (head.length <= i || (head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static BufferedReader text(Source source) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(
                source.open(),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    /** The delimiter under which the first line says most that the tool knows. */
    private char delimiter(Source source) throws IOException {
        char best = ',';
        long most = -1;
        for (char delimiter : DELIMITERS) {
            try (BufferedReader text = text(source)) {
                List<String> values = new CsvLines(text, delimiter)
                        .next()
                        .map(CsvLines.Line::values)
                        .orElse(List.of());
                long known = 1000L * values.stream().filter(rules::containsKey).count() + values.size();
                if (known > most) {
                    most = known;
                    best = delimiter;
                }
            } catch (CharacterCodingException e) {
                return ',';
            }
        }
        if (dialect.file().delimiters().indexOf(best) < 0) {
            file(Complaint.refused("delimiter", "values stand between " + word(best) + ": write commas"));
        }
        return best;
    }

    private static String word(char delimiter) {
        return switch (delimiter) {
            case ';' -> "semicolons";
            case '\t' -> "tabs";
            default -> "bars";
        };
    }

    private void header(List<String> names) {
        header = List.copyOf(names);
        identity = identity();
        if (names.stream().anyMatch(name -> LOOKS_LIKE_DATA.matcher(name).matches())) {
            line(
                    1,
                    "",
                    Complaint.refused("no-header", "the first line is no header but a row: name the columns first"));
        }
        Map<String, Integer> count = new HashMap<>();
        names.forEach(name -> count.merge(name, 1, Integer::sum));
        names.stream().distinct().forEach(name -> headerName(name, count.get(name)));
        dialect.headerComplaints(names).forEach(complaint -> line(1, "", complaint));
        for (List<String> key : dialect.matchKeys()) {
            if (names.containsAll(key)) {
                coverage.put(String.join(" + ", key), 0L);
            }
        }
        if (coverage.isEmpty()) {
            String ways = String.join(
                    "; ",
                    dialect.matchKeys().stream()
                            .map(key -> String.join(" + ", key))
                            .toList());
            line(1, "", Complaint.refused("no-match-key", "no column finds anybody: there must be " + ways));
        }
    }

    /** What names a row here: as we write it, else as the tool also takes it, else everything. */
    private List<String> identity() {
        if (dialect.identity().isEmpty()) {
            return header.stream().distinct().toList();
        }
        return Stream.concat(Stream.of(dialect.identity()), dialect.matchKeys().stream())
                .filter(header::containsAll)
                .findFirst()
                .orElse(header);
    }

    private void headerName(String name, int times) {
        ColumnRule rule = rules.get(name);
        if (rule != null) {
            if (times > rule.atMost()) {
                line(1, name, Complaint.refused("header-twice", "it stands " + times + " times in the header"));
            }
            return;
        }
        if (times > 1) {
            line(1, name, Complaint.refused("header-twice", "it stands " + times + " times in the header"));
        }
        Optional<String> meant = meant(name);
        if (meant.isPresent()) {
            line(
                    1,
                    shown(name),
                    Complaint.refused(
                            "header-spelling", "the tool knows this column as " + meant.get() + ", exactly so"));
        } else if (name.isBlank()) {
            line(1, "", Complaint.refused("header-blank", "a column has no header"));
        } else if (dialect.file().others() == FileRules.Others.REFUSED) {
            line(
                    1,
                    shown(name),
                    Complaint.refused("header-unknown", "the tool does not know this column: take it out"));
        } else if (dialect.file().others() == FileRules.Others.IGNORED) {
            line(
                    1,
                    shown(name),
                    Complaint.risky("header-unknown", "the tool does not know this column and passes it over"));
        }
    }

    /** Case, blanks, underscores and single letters do not hide which column was meant. */
    private Optional<String> meant(String name) {
        String bare = bare(name);
        Optional<String> same = rules.keySet().stream()
                .filter(known -> bare(known).equals(bare))
                .findFirst();
        boolean mayBeOwn = dialect.file().others() == FileRules.Others.CUSTOM;
        return same.isPresent() || mayBeOwn ? same : DidYouMean.nearest(name, rules.keySet());
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }

    /** A header that may be somebody's data is not repeated. */
    private static String shown(String name) {
        return LOOKS_LIKE_DATA.matcher(name).matches() ? "" : name;
    }

    private void row(CsvLines.Line line) {
        rows++;
        if (line.isBroken()) {
            line(
                    line.line(),
                    "",
                    Complaint.refused(
                            "quoting", "quotes are not closed, or stand inside a value: double them (RFC 4180)"));
        }
        if (line.values().size() != header.size()) {
            line(
                    line.line(),
                    "",
                    Complaint.refused(
                            "width",
                            "it has " + line.values().size() + " values, the header has " + header.size()
                                    + " columns"));
            return;
        }
        Set<String> good = new HashSet<>();
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            String value = line.values().get(i);
            values.merge(name, value, (one, other) -> one.isEmpty() ? other : one);
            if (!value.isEmpty() && isGood(line.line(), name, value)) {
                good.add(name);
            }
        }
        UnaryOperator<String> row = name -> values.getOrDefault(name, "");
        dialect.rowComplaint(row).ifPresent(complaint -> line(line.line(), "", complaint));
        match(line.line(), good, row);
        repeated(line.line(), row);
    }

    private boolean isGood(long line, String name, String value) {
        ColumnRule rule = rules.get(name);
        Optional<Complaint> complaint =
                rule == null ? Optional.empty() : rule.shape().complaint(value);
        complaint.ifPresent(it -> line(line, name, it));
        if (CONTROL.matcher(value).find()) {
            line(line, name, Complaint.refused("control-character", "it has a control character: take it out"));
        }
        boolean isFormula = dialect.file().isOpenedByPeople()
                && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0
                && !Phones.INTERNATIONAL
                        .matcher(value.replaceAll("[ ()/-]", ""))
                        .matches()
                && !value.matches("-?\\d+([.,]\\d+)?");
        if (isFormula) {
            line(
                    line,
                    name,
                    Complaint.risky(
                            "formula", "a spreadsheet would take it for a formula: put an apostrophe before it"));
        }
        return complaint.map(it -> it.weight() == Complaint.Weight.RISKY).orElse(true);
    }

    private void match(long line, Set<String> good, UnaryOperator<String> row) {
        boolean isMatchable = false;
        boolean isNamed = false;
        for (List<String> key : dialect.matchKeys()) {
            String way = String.join(" + ", key);
            if (coverage.containsKey(way) && good.containsAll(key)) {
                coverage.merge(way, 1L, Long::sum);
                isMatchable = true;
            }
            isNamed |= key.stream().noneMatch(name -> row.apply(name).isEmpty());
        }
        matchable += isMatchable ? 1 : 0;
        if (!isNamed && !coverage.isEmpty()) {
            line(line, "", Complaint.unmatched("no-match-value", "no value is there that finds anybody"));
        }
    }

    private void repeated(long line, UnaryOperator<String> row) {
        String text = String.join("\u001F", identity.stream().map(row).toList());
        if (text.replace("\u001F", "").isEmpty()) {
            return;
        }
        Long earlier = seen.putIfAbsent(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)), line);
        if (earlier != null) {
            line(
                    line,
                    "",
                    new Complaint(
                            dialect.identity().isEmpty() ? Complaint.Weight.RISKY : Complaint.Weight.REFUSED,
                            "repeated",
                            "it is the same person as in line " + earlier + ": keep one of the two"));
        }
    }

    private void file(Complaint complaint) {
        line(0, "", complaint);
    }

    private void line(long line, String column, Complaint complaint) {
        if (counts.merge(complaint.rule(), 1L, Long::sum) <= mostPerRule) {
            findings.add(new FileFinding(line, column, complaint));
        }
    }
}
