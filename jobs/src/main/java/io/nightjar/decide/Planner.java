package io.nightjar.decide;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.config.Channel;
import io.nightjar.job.Portions;
import io.nightjar.schema.ContactPlan;
import io.nightjar.schema.ControlGroups;
import io.nightjar.schema.TriggerEvents;
import java.io.Serializable;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The plan of everybody. Without scarce channels people do not meet: each is planned alone. Where a channel has fewer seats
 * than are wanted, each seat has a price (the dual variable of the seats, found by bisection on people drawn by hash), and
 * who is not among the first at that price is planned without it.
 */
final class Planner {
    private static final int DRAWN = 100_000;
    private static final int PARTS = 1_000_000;
    private static final StructType CLAIMS = new StructType()
            .add("claimed_channel", DataTypes.IntegerType)
            .add("claim_priority", DataTypes.IntegerType)
            .add("claim_net", DataTypes.DoubleType)
            .add("claim_hash", DataTypes.LongType);
    private static final StructType SUMS = new StructType()
            .add("people", DataTypes.LongType)
            .add("offers", DataTypes.LongType)
            .add("planned", DataTypes.LongType)
            .add("value", DataTypes.DoubleType)
            .add("net", DataTypes.DoubleType)
            .add("by_channel", DataTypes.createArrayType(DataTypes.LongType));

    private final PlanRules rules;
    private final Dataset<Row> offered;

    /** @param offered person, list, object, control scope, and the columns of {@link PlanPeople} without the person */
    Planner(PlanRules rules, Dataset<Row> offered) {
        this.rules = rules;
        this.offered = offered;
    }

    /** What is kept of a person's plan. */
    @FunctionalInterface
    interface Told extends Serializable {
        void add(Person person, List<Offer> offers, PersonPlan how, List<Row> out);
    }

    Dataset<Row> rows(PersonPlan.Order order, Seats seats) {
        PlanRules by = rules;
        return each(
                order,
                seats,
                ContactPlan.TABLE.structType(),
                (person, offers, how, out) -> offers.forEach(offer -> out.add(row(by, person, offer))));
    }

    private Dataset<Row> each(PersonPlan.Order order, Seats seats, StructType type, Told told) {
        PlanRules by = rules;
        MapPartitionsFunction<Row, Row> plan = rows -> {
            PersonPlan how = new PersonPlan(by, seats, order);
            return new Portions(rows, ahead -> person(ahead, by, how, told));
        };
        return together().mapPartitions(plan, Encoders.row(type));
    }

    /** Prices and last claims, so that no channel is asked for more than it has. */
    Seats seats(PersonPlan.Order order) {
        if (!rules.hasLimits()) {
            return Seats.free();
        }
        Seats seats = order == PersonPlan.Order.FIRST_COME ? Seats.free() : Seats.at(prices(order));
        // Whom one channel turns away falls back to another, perhaps an earlier one: until none has more than its
        // seats.
        Seats before = null;
        while (before != seats) {
            before = seats;
            for (int channel = 0; channel < PlanRules.CHANNELS; channel++) {
                if (rules.isLimited(channel)) {
                    Seats.Claim last = lastClaim(order, seats, channel);
                    boolean isFewer = last != null && !last.equals(seats.last(channel));
                    seats = isFewer ? seats.upTo(channel, last) : seats;
                }
            }
        }
        return seats;
    }

    PlanValue compare() {
        Dataset<Row> cached = together().cache();
        try {
            Planner here = new Planner(rules, cached);
            Row plan = here.sums(PersonPlan.Order.PRIORITY, here.seats(PersonPlan.Order.PRIORITY));
            Row first = here.sums(PersonPlan.Order.FIRST_COME, here.seats(PersonPlan.Order.FIRST_COME));
            double[] prices = rules.hasLimits() ? here.prices(PersonPlan.Order.VALUE) : new double[PlanRules.CHANNELS];
            double bound = here.sums(PersonPlan.Order.VALUE, Seats.at(prices)).getDouble(4);
            for (int channel = 0; channel < PlanRules.CHANNELS; channel++) {
                bound += prices[channel] > 0 ? prices[channel] * rules.seats(channel) : 0;
            }
            return new PlanValue(
                    plan.getLong(0),
                    plan.getLong(1),
                    plan.getLong(2),
                    plan.getDouble(3),
                    first.getLong(2),
                    first.getDouble(3),
                    byChannel(plan),
                    byChannel(first),
                    bound);
        } finally {
            cached.unpersist();
        }
    }

    /** Each person's rows one after the other, in an order of their own. */
    private Dataset<Row> together() {
        return offered.repartition(col(ContactPlan.CUSTOMER_ID.name()))
                .sortWithinPartitions(
                        ContactPlan.CUSTOMER_ID.col(), ControlGroups.LIST.col(), TriggerEvents.OBJECT.col());
    }

    private Row sums(PersonPlan.Order order, Seats seats) {
        return each(order, seats, SUMS, Planner::sum)
                .selectExpr(
                        "sum(people)",
                        "sum(offers)",
                        "coalesce(sum(planned), 0)",
                        "coalesce(sum(value), 0d)",
                        "coalesce(sum(net), 0d)",
                        byChannel())
                .head();
    }

    private static String byChannel() {
        return IntStream.range(0, PlanRules.CHANNELS)
                .mapToObj(channel -> "coalesce(sum(by_channel[" + channel + "]), 0L)")
                .collect(Collectors.joining(", ", "array(", ")"));
    }

    private static Map<Channel, Long> byChannel(Row sums) {
        Map<Channel, Long> all = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            all.put(channel, sums.<Long>getList(5).get(channel.place()));
        }
        return all;
    }

    private static void sum(Person person, List<Offer> offers, PersonPlan how, List<Row> out) {
        double value = 0;
        double net = 0;
        long planned = 0;
        Long[] byChannel = new Long[PlanRules.CHANNELS];
        Arrays.fill(byChannel, 0L);
        for (Offer offer : offers) {
            if (offer.isPlanned()) {
                planned++;
                value += offer.value();
                net += offer.net;
                byChannel[offer.channel]++;
            }
        }
        out.add(RowFactory.create(1L, (long) offers.size(), planned, value, net, byChannel));
    }

    /** The last claim that is served; null if there are seats for all. */
    private Seats.Claim lastClaim(PersonPlan.Order order, Seats seats, int channel) {
        long most = rules.seats(channel);
        Dataset<Row> wanted = each(order, seats, CLAIMS, (person, offers, how, out) -> {
            for (Offer offer : offers) {
                if (offer.channel == channel) {
                    Seats.Claim claim = how.claim(person, offer);
                    out.add(RowFactory.create(channel, claim.priority(), claim.net(), claim.hash()));
                }
            }
        });
        if (most == 0) {
            return new Seats.Claim(-1, 0, 0);
        }
        List<Row> ordered = wanted.orderBy(
                        col("claim_priority"), col("claim_net").desc(), col("claim_hash"))
                .limit(Math.toIntExact(most + 1))
                .collectAsList();
        if (ordered.size() <= most) {
            return null;
        }
        Row last = ordered.get(ordered.size() - 2);
        return new Seats.Claim(last.getInt(1), last.getDouble(2), last.getLong(3));
    }

    /** What a seat of each scarce channel is worth, so that about as many are wanted as there are, rather one too many. */
    private double[] prices(PersonPlan.Order order) {
        long people = offered.select(ContactPlan.CUSTOMER_ID.col()).distinct().count();
        double share = Math.min(1, (double) DRAWN / Math.max(1, people));
        Dataset<Row> drawn = share == 1
                ? together()
                : together()
                        .where(pmod(xxhash64(ContactPlan.CUSTOMER_ID.col(), lit("seats")), lit(PARTS))
                                .lt(lit((long) (share * PARTS))));
        return new SeatPrices(rules, order, drawn.collectAsList(), share).find();
    }

    private static Row row(PlanRules rules, Person person, Offer offer) {
        String channel = offer.isPlanned() ? Channel.at(offer.channel).name().toLowerCase(Locale.ROOT) : null;
        return RowFactory.create(
                person.id(),
                rules.name(offer.list),
                offer.object,
                Date.valueOf(rules.asOf),
                rules.priority(offer.list).name().toLowerCase(Locale.ROOT),
                rules.topic(offer.list),
                channel,
                offer.isPlanned() ? offer.value() : null,
                offer.isPlanned() ? ContactPlan.PLANNED : ContactPlan.NOT_PLANNED,
                offer.why == null ? null : offer.why.words(),
                offer.detail);
    }

    /** Plans the next person, whose rows come one after the other. */
    private static List<Row> person(Portions.Ahead sorted, PlanRules rules, PersonPlan how, Told told) {
        Candidates one = Candidates.of(rules, sorted.take());
        while (sorted.peek() != null && one.isOf(sorted.peek())) {
            one.add(sorted.take());
        }
        List<Row> out = new ArrayList<>();
        how.plan(one.person(), one.offers());
        told.add(one.person(), one.offers(), how, out);
        return out;
    }
}
