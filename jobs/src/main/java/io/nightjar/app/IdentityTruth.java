package io.nightjar.app;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import io.nightjar.identity.match.IdentityEvaluation;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a file that says who is who: one record a line, as source, source_key and person. */
final class IdentityTruth {
    private static final List<String> COLUMNS =
            List.of(IdentityLinks.SOURCE.name(), IdentityLinks.SOURCE_KEY.name(), "person");
    private static final List<String> SOURCES =
            Sources.ALL.stream().map(SourceTable::name).toList();

    private IdentityTruth() {}

    /** The person by {@link IdentityEvaluation#name}. */
    static Map<String, String> persons(Path file) throws IOException {
        Map<String, String> persons = new HashMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                List<String> values =
                        COLUMNS.stream().map(column -> value(file, row, column)).toList();
                String place = file + ": " + row.getStartingLineNumber() + ": ";
                String source = values.get(0);
                String person = values.get(2);
                if (!SOURCES.contains(source)) {
                    throw new ConfigException(place + "source must be one of " + String.join(", ", SOURCES)
                            + " but is '" + source + "'" + DidYouMean.hint(source, SOURCES));
                }
                String before = persons.putIfAbsent(IdentityEvaluation.name(source, values.get(1)), person);
                if (before != null && !before.equals(person)) {
                    throw new ConfigException(place + "source_key " + values.get(1) + " of " + source + " is person "
                            + person + " here and " + before + " above; a record is one person");
                }
            }
        }
        return persons;
    }

    private static String value(Path file, NamedCsvRecord row, String column) {
        return row.findField(column)
                .orElseThrow(() -> new ConfigException(
                        file + " has no column " + column + ": its header must be " + String.join(",", COLUMNS)));
    }
}
