package io.nightjar.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.job.Inputs;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.LoyaltyMembers;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Loyalty cards given out up to a date, with the person each belongs to. */
final class Cards {
    private Cards() {}

    static Dataset<Row> of(Inputs in, LocalDate asOf) {
        Dataset<Row> links = in.read(IdentityLinks.TABLE)
                .where(IdentityLinks.SOURCE.col().equalTo(LoyaltyMembers.SOURCE.name()))
                .select(
                        IdentityLinks.SOURCE_KEY.col().as(LoyaltyMembers.LOYALTY_NUMBER.name()),
                        IdentityLinks.CUSTOMER_ID.col());
        return in.read(LoyaltyMembers.TABLE)
                .where(coalesce(LoyaltyMembers.JOINED_ON.col().leq(lit(asOf)), lit(true)))
                .drop(LoyaltyMembers.CUSTOMER_KEY.name())
                .join(links, LoyaltyMembers.LOYALTY_NUMBER.name());
    }
}
