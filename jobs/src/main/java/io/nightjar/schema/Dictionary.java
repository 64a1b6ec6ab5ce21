package io.nightjar.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;

/**
 * What every column of the published tables means. Beside the tables there is a file each, {@code dictionary/TABLE.txt},
 * with a line for the table and one a column; columns that mean the same everywhere are in {@code common.txt}.
 */
public final class Dictionary {
    private static final String COMMON = "common";
    private static final int PARTS = 4;

    private final Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();

    /**
     * A column, or a table where the name is that of the table.
     *
     * @param unit of the value, such as days, EUR (the shop's currency), 0 to 1; - where it has none
     * @param source the table or source it is made of
     * @param meaning what it says, with the formula where there is one
     */
    public record Entry(String unit, String source, String meaning) {}

    public Dictionary(List<Table> tables) {
        entries.put(COMMON, read(COMMON));
        tables.forEach(table -> entries.put(table.name(), read(table.name())));
    }

    private static Map<String, Entry> read(String name) {
        Map<String, Entry> all = new LinkedHashMap<>();
        try (InputStream in = Dictionary.class.getResourceAsStream("/dictionary/" + name + ".txt")) {
            if (in == null) {
                return all;
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line : reader.lines().map(String::strip).toList()) {
                String[] parts = line.split(" \\| ", -1);
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                if (parts.length != PARTS || all.containsKey(parts[0])) {
                    throw new IllegalArgumentException("dictionary/" + name + ".txt: a line is name | unit | source |"
                            + " meaning, each name once, but is: " + line);
                }
                all.put(parts[0], new Entry(parts[1], parts[2], parts[3]));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read dictionary/" + name + ".txt", e);
        }
    }

    /** What is written of a column. */
    public Optional<Entry> entry(Table table, Field field) {
        Entry own = entries.get(table.name()).get(field.name());
        return Optional.ofNullable(own == null ? entries.get(COMMON).get(field.name()) : own);
    }

    /** What a table says of whom, in a sentence or two. */
    public Optional<String> about(Table table) {
        return Optional.ofNullable(entries.get(table.name()).get(table.name())).map(Entry::meaning);
    }

    /** Of what nothing is written: tables by name, columns as {@code table.column}. */
    public List<String> missing(List<Table> tables) {
        return tables.stream()
                .flatMap(table -> Stream.concat(
                        Stream.of(table.name()).filter(name -> about(table).isEmpty()),
                        table.fields().stream()
                                .filter(field -> entry(table, field).isEmpty())
                                .map(field -> table.name() + "." + field.name())))
                .toList();
    }

    /** What is written of columns that there are not, as {@code table.column}. */
    public List<String> unknown(List<Table> tables) {
        return tables.stream()
                .flatMap(table -> entries.get(table.name()).keySet().stream()
                        .filter(name ->
                                !name.equals(table.name()) && !table.names().contains(name))
                        .map(name -> table.name() + "." + name))
                .toList();
    }

    /** The whole as a page. */
    public String markdown(List<Table> tables) {
        StringBuilder page = new StringBuilder("# Data dictionary\n\n"
                + "Every column of every published table. Made from `schema/` and `src/main/resources/dictionary/` by\n"
                + "`DictionaryTest`, which says how to renew it. Money is in the shop's currency. A column whose source is"
                + " off is empty.\n");
        for (Table table : tables) {
            page.append("\n## ").append(table.name()).append("\n\n");
            about(table).ifPresent(meaning -> page.append(meaning).append(' '));
            page.append("Key: ")
                    .append(table.key().isEmpty() ? "none" : String.join(", ", names(table.key())))
                    .append(".\n\n| column | type | unit | source | meaning |\n| --- | --- | --- | --- | --- |\n");
            for (Field field : table.fields()) {
                Entry entry = entry(table, field).orElse(new Entry("?", "?", "not described yet"));
                page.append("| ")
                        .append(String.join(
                                " | ",
                                field.name(),
                                type(field.type()),
                                entry.unit(),
                                entry.source(),
                                entry.meaning() + (field.isContact() ? " Contact data." : "")))
                        .append(" |\n");
            }
        }
        return page.toString();
    }

    private static List<String> names(List<Field> fields) {
        return fields.stream().map(Field::name).toList();
    }

    private static String type(DataType type) {
        return type.sql().toLowerCase(java.util.Locale.ROOT).replace("string", "text");
    }
}
