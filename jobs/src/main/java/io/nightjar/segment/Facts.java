package io.nightjar.segment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.schema.PersonFacts;
import java.util.List;
import org.apache.spark.sql.Column;

/** Why somebody fulfils a rule: their own values of what it speaks about. */
final class Facts {
    private Facts() {}

    /** @param known columns that there are */
    static Column of(String rule, List<String> known) {
        Column[] facts = SegmentBase.columns(rule).stream()
                .filter(known::contains)
                .filter(name -> !name.equals(PersonFacts.AS_OF.name()))
                .map(name -> concat(lit(name + " "), coalesce(col(name).cast("string"), lit("unknown"))))
                .toArray(Column[]::new);
        return concat_ws(", ", facts);
    }
}
