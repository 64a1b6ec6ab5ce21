package io.nightjar.publish.postgres;

import io.nightjar.config.PostgresSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks for words in every table of ours, of every run: a check that nobody is left who should be gone. */
public final class FindInPostgres {
    private FindInPostgres() {}

    /** Rows that hold one of the words, whatever their case, by table. */
    public static Map<String, Long> rows(PostgresSettings settings, Collection<String> words) {
        return new Connector(settings).run("look for words", connection -> {
            Map<String, Long> found = new TreeMap<>();
            List<String> tables = Layout.texts(
                    connection,
                    "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid ="
                            + " c.relnamespace WHERE c.relkind = 'r' AND n.nspname = ?",
                    settings.schema() + "_runs");
            for (String table : tables) {
                for (String word : words) {
                    long rows = Long.parseLong(Layout.texts(
                                    connection,
                                    "SELECT count(*) FROM " + table
                                            + " t WHERE position(lower(?) in lower(t::text)) > 0",
                                    word)
                            .get(0));
                    if (rows > 0) {
                        found.merge(table, rows, Long::sum);
                    }
                }
            }
            return found;
        });
    }
}
