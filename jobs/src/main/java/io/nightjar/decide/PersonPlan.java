package io.nightjar.decide;

import io.nightjar.config.Channel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Plans one person's contacts. Limits on topics inside a limit on all contacts are a laminar matroid, so that taking what
 * is best first, as long as it fits, is the best there is (Edmonds 1971), once scarce channels have a price.
 */
final class PersonPlan {
    /** In which order contacts are taken. */
    enum Order {
        /** Care before service before reminder before sale, then what brings most: the plan. */
        PRIORITY,
        /** What brings most alone: with prices, its sum bounds every plan's. */
        VALUE,
        /** As lists come by name, on the list's first channel, asking nothing: how it goes without a plan. */
        FIRST_COME
    }

    private static final int CLOSE = 7;
    private static final int LONG = 30;
    private static final double SMALLEST_FACTOR = 0.05;

    private final PlanRules rules;
    private final Seats seats;
    private final Order order;

    PersonPlan(PlanRules rules, Seats seats, Order order) {
        this.rules = rules;
        this.seats = seats;
        this.order = order;
    }

    /** What could be made for the person, with its value; refused where nothing could change that. */
    static Offer offer(PlanRules rules, Person person, int list, String object, String controlScope) {
        Offer offer = new Offer(list, object);
        double lift = person.lift();
        double best = 0;
        boolean isPermitted = false;
        for (Channel channel : rules.channels(list)) {
            int c = channel.place();
            if (rules.mayUse(list, channel) && person.permitted()[c]) {
                isPermitted = true;
                if (person.reachable()[c]) {
                    offer.values[c] = rate(rules, person, channel);
                    best = Math.max(best, offer.values[c]);
                }
            }
        }
        for (Channel channel : rules.channels(list)) {
            int c = channel.place();
            double share = lift < 0 ? 1 : Math.max(SMALLEST_FACTOR, best > 0 ? offer.values[c] / best : 1);
            double orders = lift * share * rules.marginShare * person.orderValue();
            offer.values[c] = Double.isNaN(offer.values[c])
                    ? Double.NaN
                    : rules.worth(list) + (rules.sells(list) || lift > 0 ? orders : 0) - rules.cost(channel);
        }
        refuse(rules, person, offer, controlScope, isPermitted);
        offer.isOpen = offer.why == null;
        return offer;
    }

    private static void refuse(PlanRules rules, Person person, Offer offer, String controlScope, boolean isPermitted) {
        int list = offer.list;
        LocalDate repeated = person.lastByList().get(rules.name(list));
        if (person.isTestAccount()) {
            offer.refuse(WhyNot.TEST_ACCOUNT, null);
        } else if (controlScope != null) {
            offer.refuse(WhyNot.CONTROL_GROUP, controlScope.equals("global") ? "of everybody" : "of this list");
        } else if (!isPermitted) {
            offer.refuse(WhyNot.NO_PERMISSION, null);
        } else if (Arrays.stream(offer.values).allMatch(Double::isNaN)) {
            offer.refuse(WhyNot.NOT_REACHABLE, null);
        } else if (rules.sells(list) && isWithin(rules, person.complainedOn(), rules.quietAfterComplaintDays)) {
            offer.refuse(WhyNot.COMPLAINED, "on " + person.complainedOn());
        } else if (rules.sells(list) && isWithin(rules, person.returnedOn(), rules.quietAfterReturnDays)) {
            offer.refuse(WhyNot.RETURNED, "on " + person.returnedOn());
        } else if (rules.sells(list) && person.needsHelp() >= rules.quietFromNeed) {
            offer.refuse(WhyNot.NEEDS_HELP, String.format(Locale.ROOT, "needs_help %.0f", person.needsHelp()));
        } else if (isWithin(rules, repeated, rules.repeatDays(list))) {
            offer.refuse(WhyNot.REPEATED, "on " + repeated);
        } else if (rules.sells(list) && person.lift() < 0) {
            offer.refuse(WhyNot.HARMFUL, String.format(Locale.ROOT, "uplift %.3f", person.lift()));
        }
    }

    private static boolean isWithin(PlanRules rules, LocalDate day, int days) {
        return day != null && day.isAfter(rules.asOf.minusDays(days));
    }

    private static double rate(PlanRules rules, Person person, Channel channel) {
        double own = person.answerRates()[channel.place()];
        return Double.isNaN(own) ? rules.answerRate(channel) : own;
    }

    /** Chooses channels for the offers that are taken, and says of the others why not. */
    void plan(Person person, List<Offer> offers) {
        List<Offer> open = offers.stream().filter(offer -> offer.isOpen).toList();
        int budget = Math.min(
                rules.perNight, Math.min(rules.perWeek - person.sentInWeek(), rules.perMonth - person.sentInMonth()));
        if (budget <= 0) {
            open.forEach(offer -> offer.refuse(
                    WhyNot.ENOUGH,
                    person.sentInWeek() + " in " + CLOSE + " days, " + person.sentInMonth() + " in " + LONG));
            return;
        }
        boolean[][] isTaken = new boolean[open.size()][PlanRules.CHANNELS];
        while (!choose(person, open, budget, isTaken)) {
            // Somebody else has the seat: without it the choice may be another one.
        }
    }

    /** Whether everybody who was given a seat may keep it. */
    private boolean choose(Person person, List<Offer> open, int budget, boolean[][] isTaken) {
        Map<String, Integer> topics = new HashMap<>();
        person.topics().forEach(topic -> topics.merge(topic, 1, Integer::sum));
        for (int i = 0; i < open.size(); i++) {
            price(open.get(i), isTaken[i]);
        }
        List<Offer> ranked = new ArrayList<>(open);
        ranked.sort(comparator());
        List<String> chosen = new ArrayList<>();
        for (Offer offer : ranked) {
            take(offer, budget, topics, chosen, isTaken[open.indexOf(offer)]);
        }
        boolean isSettled = true;
        for (int i = 0; i < open.size(); i++) {
            Offer offer = open.get(i);
            if (offer.isPlanned() && !seats.isServed(offer.channel, claim(person, offer))) {
                isTaken[i][offer.channel] = true;
                isSettled = false;
            }
        }
        return isSettled;
    }

    private void take(Offer offer, int budget, Map<String, Integer> topics, List<String> chosen, boolean[] isTaken) {
        String topic = rules.topic(offer.list);
        int ofTopic = topics.getOrDefault(topic, 0);
        if (offer.channel < 0) {
            boolean hadSeat = false;
            for (boolean taken : isTaken) {
                hadSeat |= taken;
            }
            offer.refuse(hadSeat ? WhyNot.NO_SEAT : WhyNot.COSTS_MORE, null);
        } else if (ofTopic >= rules.perTopic) {
            boolean isTonight = chosen.stream()
                    .anyMatch(name -> rules.topic(rules.list(name)).equals(topic));
            offer.refuse(
                    isTonight ? WhyNot.OTHER_LIST : WhyNot.SAME_TOPIC, isTonight ? String.join(", ", chosen) : topic);
        } else if (chosen.size() >= budget) {
            offer.refuse(WhyNot.OTHER_LIST, String.join(", ", chosen));
        } else {
            topics.put(topic, ofTopic + 1);
            chosen.add(rules.name(offer.list));
            offer.why = null;
            offer.detail = null;
        }
    }

    /** The best channel at tonight's prices; none if no channel brings more than it costs. */
    private void price(Offer offer, boolean[] isTaken) {
        offer.why = null;
        offer.channel = -1;
        offer.net = order == Order.FIRST_COME ? Double.NEGATIVE_INFINITY : 0;
        Channel[] channels = rules.channels(offer.list);
        for (int place = 0; place < channels.length; place++) {
            int c = channels[place].place();
            double net = order == Order.FIRST_COME ? -place : offer.values[c] - seats.price(c);
            if (!Double.isNaN(offer.values[c]) && !isTaken[c] && net > offer.net) {
                offer.channel = c;
                offer.net = net;
            }
        }
    }

    Seats.Claim claim(Person person, Offer offer) {
        int first =
                switch (order) {
                    case PRIORITY -> rules.priority(offer.list).turn();
                    case VALUE -> 0;
                    case FIRST_COME -> offer.list;
                };
        return new Seats.Claim(first, offer.net, hash(person.id(), offer));
    }

    /** Spread evenly, whatever ids look like, and the same everywhere: FNV-1a, its bits mixed once more. */
    private static long hash(String id, Offer offer) {
        long hash = 0xcbf29ce484222325L ^ offer.list;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ offer.object.hashCode()) * 0xff51afd7ed558ccdL;
        return hash ^ (hash >>> 32);
    }

    private Comparator<Offer> comparator() {
        Comparator<Offer> bySame =
                Comparator.<Offer>comparingInt(offer -> offer.list).thenComparing(offer -> offer.object);
        Comparator<Offer> byNet =
                Comparator.<Offer>comparingDouble(offer -> offer.net).reversed().thenComparing(bySame);
        return switch (order) {
            case PRIORITY ->
                Comparator.<Offer>comparingInt(
                                offer -> rules.priority(offer.list).turn())
                        .thenComparing(byNet);
            case VALUE -> byNet;
            case FIRST_COME -> bySame;
        };
    }
}
