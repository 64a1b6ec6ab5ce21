package io.nightjar.staging;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;

import io.nightjar.config.SourceSettings;
import io.nightjar.job.Feed;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Field;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.SourceTable;
import io.nightjar.schema.Sources;
import io.nightjar.store.feed.Forgotten;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Finds by what other keys tonight's exports name those who are to be forgotten: who comes back under a new number, with
 * an address that is known, is to stay away with all orders of that number. A record's own number always goes with it;
 * any other key of a row goes with it unless a row of somebody else names it too, as families do with a phone.
 */
public final class LearnForgotten {
    private static final List<String> KINDS =
            List.of(Identifiers.LOGIN, Identifiers.LOYALTY, Identifiers.EMAIL, Identifiers.PHONE, Identifiers.VISITOR);
    private static final String OWN = "own_kind";
    private static final int MOST_ROUNDS = 10;

    private final List<SourceSettings> sources;
    private final Function<SourceTable, List<Feed>> feeds;
    private final Forgotten known;

    /** @param feeds of tonight, by source */
    public LearnForgotten(List<SourceSettings> sources, Function<SourceTable, List<Feed>> feeds, Forgotten known) {
        this.sources = List.copyOf(sources);
        this.feeds = feeds;
        this.known = known;
    }

    /** The tokens of the keys that are new. */
    public Set<String> learn() {
        Dataset<Row> rows = sources.stream()
                .map(source -> Sources.named(source.name()))
                .filter(source -> !NamedPersons.keys(source).isEmpty())
                .flatMap(source -> feeds.apply(source).stream().map(feed -> tokens(source, feed)))
                .reduce(Dataset::unionByName)
                .orElseThrow();
        Set<String> all = new TreeSet<>(known.tokens());
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Set<String> found = round(rows, all);
            if (!all.addAll(found)) {
                break;
            }
        }
        all.removeAll(known.tokens());
        return all;
    }

    private static Set<String> round(Dataset<Row> rows, Set<String> all) {
        Set<String> own = new HashSet<>();
        Set<String> candidates = new HashSet<>();
        for (Row row : rows.where(isAnyOf(all)).distinct().collectAsList()) {
            for (String kind : KINDS) {
                String token = row.getAs(kind);
                if (token != null && !all.contains(token)) {
                    (kind.equals(row.getAs(OWN)) ? own : candidates).add(token);
                }
            }
        }
        candidates.removeAll(own);
        own.addAll(unshared(rows, candidates, union(all, own)));
        return own;
    }

    /** The candidates that no row names together with a key of somebody else. */
    private static Set<String> unshared(Dataset<Row> rows, Set<String> candidates, Set<String> theirs) {
        if (candidates.isEmpty()) {
            return Set.of();
        }
        Set<String> all = union(theirs, candidates);
        Column alsoNamesOthers = KINDS.stream()
                .map(kind -> col(kind).isNotNull().and(not(isAnyOf(kind, all))))
                .reduce(Column::or)
                .orElseThrow();
        Set<String> left = new HashSet<>(candidates);
        rows.where(not(isAnyOf(theirs)).and(alsoNamesOthers))
                .select(explode(array(KINDS.stream().map(functions::col).toArray(Column[]::new)))
                        .as(Identifiers.VALUE.name()))
                .where(Identifiers.VALUE.col().isin(candidates.toArray()))
                .distinct()
                .collectAsList()
                .forEach(row -> left.remove(row.getString(0)));
        return left;
    }

    private static Column isAnyOf(Set<String> tokens) {
        return KINDS.stream()
                .map(kind -> isAnyOf(kind, tokens))
                .reduce(Column::or)
                .orElseThrow();
    }

    private static Column isAnyOf(String kind, Set<String> tokens) {
        return coalesce(col(kind).isin(tokens.toArray()), lit(false));
    }

    /** One column for each kind of key, and the kind that is the record's own number. */
    private Dataset<Row> tokens(SourceTable source, Feed feed) {
        Map<Field, String> keys = NamedPersons.keys(source);
        Dataset<Row> rows = FeedParser.keys(feed, keys.keySet());
        List<Column> columns = new ArrayList<>();
        for (String kind : KINDS) {
            columns.add(keys.entrySet().stream()
                    .filter(key -> key.getValue().equals(kind))
                    .findFirst()
                    .map(key -> token(kind).apply(key.getKey().col()))
                    .orElse(lit(null).cast(DataTypes.StringType))
                    .as(kind));
        }
        columns.add(lit(ownKind(source)).as(OWN));
        return rows.select(columns.toArray(Column[]::new));
    }

    private UserDefinedFunction token(String kind) {
        Forgotten shared = known;
        return udf((String raw) -> shared.token(kind, raw), DataTypes.StringType);
    }

    private static String ownKind(SourceTable source) {
        if (source.equals(Customers.SOURCE)) {
            return Identifiers.LOGIN;
        }
        return source.equals(LoyaltyMembers.SOURCE) ? Identifiers.LOYALTY : "";
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
