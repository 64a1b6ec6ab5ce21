package io.nightjar.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.ProfileSettings;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Rfm;
import org.apache.spark.sql.Column;

/**
 * The stage of a customer's life. Who waits longer than the gap to be expected of them is at risk below one half, lapsed
 * below a quarter and dormant below a tenth of probability to still be a customer; dormant is also who bought nothing
 * for twice the active days. Of the others, a recent first purchase makes new, enough orders loyal, and praise without a
 * complaint an advocate. Where nobody ever bought twice, the active days alone decide.
 */
final class Lifecycle {
    private static final double AT_RISK = 0.5;
    private static final double LAPSED = 0.25;
    private static final double DORMANT = 0.1;

    private Lifecycle() {}

    static Column stage(ProfileSettings settings) {
        Column orders = coalesce(Rfm.FREQUENCY.col(), lit(0));
        Column waited = Rfm.RECENCY_DAYS.col();
        Column isLate = coalesce(waited.gt(Rfm.EXPECTED_GAP_DAYS.col()), lit(false));
        Column active = Rfm.ACTIVE_PROBABILITY.col();
        Column isUnknown = active.isNull();
        Column isNew = Rfm.TENURE_DAYS.col().leq(settings.newDays()).and(orders.lt(settings.loyalOrders()));
        Column praises = coalesce(CustomerProfiles.PRAISE_365.col(), lit(0))
                .gt(0)
                .and(coalesce(CustomerProfiles.COMPLAINTS_90.col(), lit(0)).equalTo(0));
        return when(CustomerProfiles.IS_ANONYMOUS.col(), "anonymous")
                .when(orders.equalTo(0), "prospect")
                .when(waited.gt(2 * settings.activeDays()), "dormant")
                .when(isNew, "new")
                .when(isLate.and(active.lt(DORMANT)), "dormant")
                .when(isLate.and(active.lt(LAPSED)).or(isUnknown.and(waited.gt(settings.activeDays()))), "lapsed")
                .when(isLate.and(active.lt(AT_RISK)), "at_risk")
                .when(orders.geq(settings.loyalOrders()).and(praises), "advocate")
                .when(orders.geq(settings.loyalOrders()), "loyal")
                .otherwise("developing");
    }
}
