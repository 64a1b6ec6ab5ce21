package io.nightjar.segment;

import io.nightjar.config.Purpose;
import io.nightjar.config.ReceiptSettings;
import io.nightjar.learn.Interval;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** One list of one earlier day, judged: by who was held out if enough were, else against simple lists alone. */
final class Receipt {
    static final String USE = "use";
    static final String CARE = "use with care";
    static final String DO_NOT = "do not use";
    static final String NOT_MEASURED = "not measured";

    private static final int ORDERS = 4;
    private static final int MONEY = 18;
    private static final int BUYERS = 32;
    private static final double CENTS = 100;

    private final String list;
    private final Purpose purpose;
    private final ReceiptSettings settings;
    private final LocalDate asOf;
    private final int age;
    private final Map<String, Ladder> ladders;

    Receipt(
            String list,
            Purpose purpose,
            ReceiptSettings settings,
            LocalDate asOf,
            int age,
            Map<String, Ladder> ladders) {
        this.list = list;
        this.purpose = purpose;
        this.settings = settings;
        this.asOf = asOf;
        this.age = age;
        this.ladders = ladders;
    }

    /**
     * A verdict and why.
     *
     * @param verdict one of the four
     */
    record Verdict(String verdict, String reason) {}

    /** @param found sums by kind of arm: {@code own} and {@code messages} */
    Row row(Map<String, Row> found) {
        Difference.Sums own = EarnReceipts.sums(found.get("own"), ORDERS, 1);
        Difference.Sums ownMoney = EarnReceipts.sums(found.get("own"), MONEY, CENTS);
        String kind = "none";
        for (String one : new String[] {"messages", "own"}) {
            Difference.Sums sums = EarnReceipts.sums(found.get(one), ORDERS, 1);
            kind = Math.min(sums.n1(), sums.n0()) >= settings.minArm() ? one : kind;
        }
        boolean isJudged = !kind.equals("none");
        Difference lift = isJudged ? Difference.of(EarnReceipts.sums(found.get(kind), ORDERS, 1), true) : null;
        Difference money = isJudged ? Difference.of(EarnReceipts.sums(found.get(kind), MONEY, CENTS), false) : null;
        double members = own.n1() + own.n0();
        double rate = (own.s1() + own.s0()) / members;
        Ladder recent = ladders.getOrDefault(Outcomes.RECENT + " " + age, new Ladder());
        Ladder spenders = ladders.getOrDefault(Outcomes.SPENDERS + " " + age, new Ladder());
        Ladder strangers = ladders.getOrDefault(Outcomes.STRANGERS + " " + age, new Ladder());
        double buyers = found.get("own").getLong(BUYERS) / members;
        double random = mixed(buyers, recent.rate(), strangers.rate());
        Verdict verdict = verdict(members, rate, lift, recent.rate(members), spenders.rate(members), random);
        return RowFactory.create(
                list,
                age,
                Date.valueOf(asOf.minusDays(age)),
                found.get("own").getString(3),
                (long) members,
                rate,
                (ownMoney.s1() + ownMoney.s0()) / members,
                known(recent.rate(members)),
                known(recent.revenue(members)),
                known(spenders.rate(members)),
                known(spenders.revenue(members)),
                known(random),
                known(mixed(buyers, recent.revenue(), strangers.revenue())),
                kind,
                isJudged ? lift.treated() : null,
                isJudged ? lift.held() : null,
                isJudged ? lift.treatedMean() : null,
                isJudged ? lift.heldMean() : null,
                isJudged ? lift.value() : null,
                isJudged ? lift.interval().low() : null,
                isJudged ? lift.interval().high() : null,
                isJudged ? money.value() : null,
                isJudged ? money.interval().low() : null,
                isJudged ? money.interval().high() : null,
                verdict.verdict(),
                verdict.reason());
    }

    /** People taken at random, of whom as large a share had ordered before as of the list. */
    private static double mixed(double buyers, double ofBuyers, double ofOthers) {
        return buyers == 1 ? ofBuyers : (buyers == 0 ? 0 : buyers * ofBuyers) + (1 - buyers) * ofOthers;
    }

    private static Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private Verdict verdict(
            double members, double rate, Difference lift, double recent, double spenders, double random) {
        if (members < settings.minArm()) {
            return new Verdict(NOT_MEASURED, String.format(Locale.ROOT, "only %.0f people were on it", members));
        }
        if (purpose == Purpose.SERVICE) {
            return new Verdict(NOT_MEASURED, "it is there to help, not to sell");
        }
        if (lift != null) {
            return byLift(lift);
        }
        return bySimpleLists(members, rate, Math.max(recent, spenders), random);
    }

    /** What counts is what a contact changes. */
    private static Verdict byLift(Difference lift) {
        Interval interval = lift.interval();
        if (interval.isAbove(0)) {
            return new Verdict(USE, "contacts bring orders");
        }
        return interval.isBelow(0)
                ? new Verdict(DO_NOT, "contacts cost orders")
                : new Verdict(CARE, "contacts may change nothing");
    }

    /** Nobody was held out: it can be told who orders, not what a contact changes. */
    private static Verdict bySimpleLists(double members, double rate, double simple, double random) {
        double error = 1.96 * Math.sqrt(Math.max(rate * (1 - rate), 1 / members) / members);
        if (rate - error > Math.max(simple, random)) {
            return new Verdict(USE, "more ordered than of any simple list; nobody was held out");
        }
        return rate + error < random
                ? new Verdict(DO_NOT, "fewer ordered than of people taken at random; nobody was held out")
                : new Verdict(CARE, "a simple list may do as well; nobody was held out");
    }
}
