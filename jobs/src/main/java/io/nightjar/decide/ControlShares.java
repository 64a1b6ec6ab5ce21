package io.nightjar.decide;

import io.nightjar.config.ControlSettings;
import io.nightjar.config.PlannedList;
import io.nightjar.config.Purpose;
import io.nightjar.job.Inputs;
import io.nightjar.schema.ListAdvice;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How large a share of each list is held out: as its file says, or as many as last night's size and expected orders need
 * to see the lift that the settings name. Not less than the settings' share, not more than half, and not more than that
 * share where not even half of the list would do. A night that is made again holds out as many as it did the first time.
 */
final class ControlShares {
    private static final double MOST = 0.5;
    private static final int STEPS = 40;

    private final ControlSettings settings;

    ControlShares(ControlSettings settings) {
        this.settings = settings;
    }

    /** By list; service is never held back from anybody and is not there. */
    Map<String, Double> of(Inputs in, LocalDate asOf, List<PlannedList> lists) {
        Map<String, Row> known = new HashMap<>();
        in.previous(ListAdvice.TABLE).filter(ControlShares::isDated).ifPresent(advice -> advice.where(
                        ListAdvice.ADVISED_ON.col().isNotNull())
                .collectAsList()
                .forEach(row -> known.put(row.getAs(ListAdvice.LIST.name()), row)));
        Map<String, Double> shares = new HashMap<>();
        for (PlannedList list : lists) {
            if (list.purpose() == Purpose.MARKETING) {
                Row advice = list.isSizedByNeed() ? known.get(list.name()) : null;
                shares.put(list.name(), advice == null ? list.controlShare() : share(list, advice, asOf));
            }
        }
        return shares;
    }

    /** Older advice does not say of which night it is. */
    private static boolean isDated(Dataset<Row> advice) {
        return List.of(advice.columns()).contains(ListAdvice.ADVISED_ON.name());
    }

    private double share(PlannedList list, Row advice, LocalDate asOf) {
        LocalDate advisedOn =
                LocalDate.parse(advice.getAs(ListAdvice.ADVISED_ON.name()).toString());
        Double held = advice.getAs(ListAdvice.CONTROL_SHARE.name());
        if (!advisedOn.isBefore(asOf)) {
            return held == null ? list.controlShare() : held;
        }
        return needed(
                list.controlShare(),
                advice.<Long>getAs(ListAdvice.MEMBER_COUNT.name()),
                advice.<Double>getAs(ListAdvice.EXPECTED_RATE.name()));
    }

    /** The smallest share that is enough: the larger it is, the fewer are contacted beside whom it is seen. */
    private double needed(double least, long members, double rate) {
        if (least >= MOST || !isEnough(MOST, members, rate) || isEnough(least, members, rate)) {
            return least;
        }
        double low = least;
        double high = MOST;
        for (int step = 0; step < STEPS; step++) {
            double share = (low + high) / 2;
            if (isEnough(share, members, rate)) {
                high = share;
            } else {
                low = share;
            }
        }
        return high;
    }

    private boolean isEnough(double share, long members, double rate) {
        double lift = settings.detectableLift();
        return share > 0
                && rate + lift <= 1
                && new Power(settings.alpha(), settings.power()).needed(rate, lift, (1 - share) / share)
                        <= share * members;
    }
}
