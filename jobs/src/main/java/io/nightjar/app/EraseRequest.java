package io.nightjar.app;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.ConfigException;
import io.nightjar.job.Inputs;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.store.feed.Forgotten;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * One person's wish to be erased, and everything the last night knew them by: all records of the person that a key names,
 * and all keys of those records that are no other person's too.
 */
final class EraseRequest {
    private static final String TOKEN = "token";

    private final Forgotten form;
    private final Set<String> asked = new TreeSet<>();
    private final Map<String, String> kinds = new TreeMap<>();

    /** @param form how keys become tokens */
    EraseRequest(Forgotten form) {
        this.form = form;
    }

    /**
     * What the last night knew of the person.
     *
     * @param persons by {@code customer_id}
     * @param records how many
     * @param tokens of all their keys, those asked by included
     */
    record Known(Set<String> persons, int records, Set<String> tokens) {}

    /** Adds a key of the person. */
    void by(String kind, String key) {
        String token = form.token(kind, key);
        if (token == null) {
            throw new ConfigException("Cannot erase by this " + kind.replace('_', ' ') + ": it is no key ("
                    + reason(kind) + "). Give another key of the person.");
        }
        asked.add(token);
        kinds.put(kind, token);
    }

    private static String reason(String kind) {
        return switch (kind) {
            case Identifiers.EMAIL ->
                "it is not written like an address, or identity.blocked-emails says it is nobody's";
            case Identifiers.PHONE -> "write it with its country, +43 660 …, or set identity.default-country";
            default -> "it is empty";
        };
    }

    boolean isEmpty() {
        return asked.isEmpty();
    }

    Set<String> asked() {
        return asked;
    }

    Set<String> kinds() {
        return kinds.keySet();
    }

    /** @param mostPersons a key of more persons than this is nobody's own */
    Known find(Inputs in, int mostPersons) {
        if (!in.has(Identifiers.TABLE) || !in.has(IdentityLinks.TABLE)) {
            return new Known(Set.of(), 0, asked);
        }
        Dataset<Row> keys = tokens(in);
        Set<String> persons = persons(keys, mostPersons);
        if (persons.isEmpty()) {
            return new Known(Set.of(), 0, asked);
        }
        Column isTheirs = IdentityLinks.CUSTOMER_ID.col().isin(persons.toArray());
        Set<String> tokens = new TreeSet<>(asked);
        keys.where(isTheirs)
                .select(col(TOKEN))
                .distinct()
                .join(keys.where(not(isTheirs)), new String[] {TOKEN}, "left_anti")
                .collectAsList()
                .forEach(row -> tokens.add(row.getString(0)));
        persons.forEach(person -> tokens.add(form.token(IdentityLinks.CUSTOMER_ID.name(), person)));
        long records = in.read(IdentityLinks.TABLE).where(isTheirs).count();
        return new Known(persons, Math.toIntExact(records), tokens);
    }

    private Set<String> persons(Dataset<Row> keys, int mostPersons) {
        Set<String> persons = new HashSet<>();
        for (Row row : keys.where(col(TOKEN).isin(asked.toArray()))
                .select(IdentityLinks.CUSTOMER_ID.col())
                .distinct()
                .limit(mostPersons + 1)
                .collectAsList()) {
            persons.add(row.getString(0));
        }
        if (persons.size() > mostPersons) {
            throw new ConfigException("Cannot erase by " + String.join(", ", kinds()) + ": more than " + mostPersons
                    + " persons are named by it. Give a key that is the person's own, such as a customer number.");
        }
        return persons;
    }

    /** Person and token of every key that the night knew; contact data are tokens there already. */
    private Dataset<Row> tokens(Inputs in) {
        Forgotten shared = form;
        var token = udf((String kind, String value) -> shared.token(kind, value), DataTypes.StringType);
        Column kind = Identifiers.KIND.col();
        Column isToken = kind.isin(Identifiers.EMAIL, Identifiers.PHONE);
        return in.read(Identifiers.TABLE)
                .join(
                        in.read(IdentityLinks.TABLE)
                                .select(
                                        IdentityLinks.SOURCE.col(),
                                        IdentityLinks.SOURCE_KEY.col(),
                                        IdentityLinks.CUSTOMER_ID.col()),
                        new String[] {IdentityLinks.SOURCE.name(), IdentityLinks.SOURCE_KEY.name()})
                .select(
                        IdentityLinks.CUSTOMER_ID.col(),
                        when(isToken, concat(kind, lit(":"), Identifiers.VALUE.col()))
                                .otherwise(token.apply(kind, Identifiers.VALUE.col()))
                                .as(TOKEN))
                .union(in.read(IdentityLinks.TABLE)
                        .select(IdentityLinks.CUSTOMER_ID.col())
                        .distinct()
                        .select(
                                IdentityLinks.CUSTOMER_ID.col(),
                                token.apply(lit(IdentityLinks.CUSTOMER_ID.name()), IdentityLinks.CUSTOMER_ID.col())
                                        .as(TOKEN)));
    }
}
