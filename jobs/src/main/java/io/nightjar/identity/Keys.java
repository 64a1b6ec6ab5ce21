package io.nightjar.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.nightjar.job.Inputs;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityBlockedKeys;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The exact keys that records name, devices aside. */
final class Keys {
    /** Whether the key is the record's own number, which joins it to other mentions of the same record at any rate. */
    static final Column IS_OWN =
            RecordTraits.owner().equalTo(concat(Identifiers.KIND.col(), lit(":"), Identifiers.VALUE.col()));

    static final Column IS_CONTACT = Identifiers.KIND.col().isin(Identifiers.EMAIL, Identifiers.PHONE);
    static final String[] KEY = {Identifiers.KIND.name(), Identifiers.VALUE.name()};

    private Keys() {}

    static Dataset<Row> named(Inputs in) {
        return in.read(Identifiers.TABLE).where(Identifiers.SOURCE.col().notEqual(Clickstream.SOURCE.name()));
    }

    /** The keys that may join records; {@code reason} says of some that their owners are different people. */
    static Dataset<Row> usable(Inputs in) {
        Column isCommon =
                coalesce(IdentityBlockedKeys.REASON.col().equalTo(IdentityBlockedKeys.TOO_MANY_RECORDS), lit(false));
        return named(in)
                .join(in.read(IdentityBlockedKeys.TABLE).drop(IdentityBlockedKeys.RECORD_COUNT.name()), KEY, "left")
                .where(not(isCommon).or(IS_OWN.and(not(IS_CONTACT))));
    }
}
