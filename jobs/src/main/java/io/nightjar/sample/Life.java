package io.nightjar.sample;

import io.nightjar.sample.Campaign.Channel;
import io.nightjar.sample.Care.Aftermath;
import io.nightjar.sample.Click.Session;
import io.nightjar.sample.Dice.Stream;
import io.nightjar.sample.Messages.Effect;
import io.nightjar.sample.Order.Line;
import io.nightjar.sample.Papers.CustomerRecord;
import io.nightjar.sample.Person.Role;
import java.util.List;

/** One person's months with the shop, lived from the first day to the last. */
final class Life {
    private static final int STORES = 12;

    /** Longer than a visit can move to a better day, so that no message is sent in between. */
    private static final long ANGER_SECONDS = 5L * ShopCalendar.DAY;

    private static final double NEVER = Double.MAX_VALUE;

    private final World world;
    private final Person person;
    private final Papers papers;
    private final Consents consents;
    private final Exports exports;
    private final Numbers numbers;
    private final Dice dice;
    private final Shopping shopping;
    private final Browsing browsing;
    private final Messages messages;
    private final Care care;
    private final Devices devices;
    private final LoyaltyAccount account;

    private double nextVisit;
    private double invited = NEVER;
    private int invitedTopic = -1;
    private long goneAt = -1;
    private String goneWhy = "";
    private int orders;
    private long spentCents;

    Life(World world, Person person, Exports exports, Numbers numbers) {
        this.world = world;
        this.person = person;
        this.exports = exports;
        this.numbers = numbers;
        dice = Dice.of(world.seed(), Stream.LIFE, person.id());
        papers = Papers.of(person, numbers, dice);
        consents = Consents.draw(dice);
        consents.plan(
                (long) Math.max(person.joinedDay(), 0) * ShopCalendar.DAY,
                world.calendar().end(),
                dice);
        shopping = new Shopping(world, person, dice);
        browsing =
                new Browsing(world.calendar(), exports.clicks(), Dice.of(world.seed(), Stream.BROWSING, person.id()));
        messages = new Messages(world, person, consents, exports, dice);
        care = new Care(person, exports, world.calendar().end(), dice);
        devices = Devices.of(world, person, exports.truth());
        account = papers.hasCard() ? new LoyaltyAccount(papers.card(), person.joinedDay(), world, exports, dice) : null;
        nextVisit = person.joinedDay() < 0 ? dice.unit() * interval(0) : person.joinedDay() + 0.2;
    }

    /** Days to the next visit: the person's own rhythm, slower out of season, pulled by what runs out. */
    private double interval(int day) {
        double rhythm = person.rhythm().meanDays() * dice.gamma(person.rhythm().shape());
        return rhythm / world.calendar().season(day);
    }

    void live() {
        if (dice.chance(0.04) && !person.is(Role.TEST_ACCOUNT)) {
            leave(0, "never_bought");
        }
        for (Campaign campaign : world.campaigns()) {
            visitUntil(campaign.at() / (double) ShopCalendar.DAY);
            consents.passUntil(campaign.at());
            receive(campaign);
        }
        visitUntil(world.calendar().days());
        consents.passUntil(world.calendar().end());
        lookAround();
        if (account != null) {
            account.close();
        }
        exports.papers(person, papers, consents, account);
        exports.truth().person(this);
    }

    private void visitUntil(double day) {
        while (goneAt < 0 && Math.min(nextVisit, invited) < day) {
            boolean isInvited = invited < nextVisit;
            int visit = (int) Math.min(nextVisit, invited);
            int topic = isInvited ? invitedTopic : -1;
            if (isInvited) {
                invited = NEVER;
            } else {
                visit = Math.max(world.calendar().goodDayNear(visit, dice), Math.max(person.joinedDay(), 0));
                planNext(visit);
            }
            visit(visit, topic);
        }
    }

    /** A need that runs out brings many people back a little before or after. */
    private void planNext(int day) {
        double rhythm = day + Math.max(interval(day), 1);
        double due = Math.max(shopping.nextDueDay() - 1 + dice.exponential(2), day + 2);
        nextVisit = due < rhythm && dice.chance(0.85) ? due : rhythm;
    }

    private void visit(int day, int topic) {
        if (day >= world.calendar().days()) {
            return;
        }
        List<Line> lines = shopping.basket(day, topic);
        if (lines.isEmpty()) {
            return;
        }
        Order order = order(day, lines);
        if (order.at() < 0 || order.at() >= world.calendar().end()) {
            return;
        }
        write(order);
        Aftermath aftermath = care.after(order, papers.recordOn(day));
        nextVisit += aftermath.quietDays();
        boolean isAngry = aftermath.extraDropout() > 0;
        if (isAngry && dice.chance(0.5)) {
            consents.change(
                    Channel.EMAIL,
                    false,
                    Math.min(order.at() + ANGER_SECONDS, world.calendar().end() - 1),
                    "complained");
        }
        if (dice.chance(person.rhythm().dropout() + aftermath.extraDropout())) {
            leave(order.at(), isAngry ? "complaint" : "drifted");
        }
    }

    private Order order(int day, List<Line> lines) {
        CustomerRecord record = papers.recordOn(day);
        if (dice.chance(person.habits().webShare())) {
            boolean isGuest = dice.chance(0.08);
            String email = isGuest || dice.chance(0.6) ? Spelling.email(record.email(), dice) : "";
            String phone = dice.chance(0.25) ? Spelling.phone(record.phone(), dice) : "";
            String card = papers.hasCard() && !isGuest ? papers.card() : "";
            return new Order(
                    numbers.nextOrder('W'),
                    world.calendar().webTime(day, dice),
                    0,
                    isGuest ? "" : record.number(),
                    email,
                    phone,
                    card,
                    lines);
        }
        String card = papers.hasCard() && dice.chance(0.9) ? papers.card() : "";
        int store = 1 + (int) ((person.household().number() + (dice.chance(0.15) ? 1 : 0)) % STORES);
        return new Order(numbers.nextOrder('T'), world.calendar().tillTime(day, dice), store, "", "", "", card, lines);
    }

    private void write(Order order) {
        orders++;
        spentCents += order.totalCents();
        exports.order(order, person);
        if (account != null && !order.card().isEmpty()) {
            account.order(order, dice);
        }
        research(order);
        if (order.isWeb()) {
            browsing.buy(session(order.at(), order.customer()), order);
        }
        if (dice.chance(order.isWeb() ? 0.07 : 0.02) || person.is(Role.TEST_ACCOUNT)) {
            sendBack(order);
        }
        fetchManual(order);
    }

    /** Big things are looked at before they are bought, more often than small ones. */
    private void research(Order order) {
        boolean isBig = order.lines().get(0).unitCents() > 8000;
        double eagerness = (order.isWeb() ? 0.5 : 0.2) + (isBig ? 0.4 : 0);
        for (int before = isBig ? 3 : 1; before > 0; before--) {
            if (dice.chance(eagerness)) {
                long at = order.at() - (long) (dice.between(0.2, 3) * before * ShopCalendar.DAY);
                browsing.research(session(at, papers.records().get(0).number()), at, order.lines(), dice.chance(0.25));
            }
        }
    }

    private void sendBack(Order order) {
        long later = order.at() + (long) (dice.between(4, 20) * ShopCalendar.DAY);
        if (later < world.calendar().end()) {
            Order returned = order.returnedAt(later, numbers.nextOrder(order.isWeb() ? 'W' : 'T'));
            spentCents += returned.totalCents();
            exports.order(returned, person);
        }
    }

    private void fetchManual(Order order) {
        for (Line line : order.lines()) {
            if (line.product().warrantyMonths() > 0 && dice.chance(0.35)) {
                long at = order.at() + (long) (dice.between(0.5, 12) * ShopCalendar.DAY);
                browsing.download(session(at, papers.records().get(0).number()), at, line.product());
            }
        }
    }

    private Session session(long at, String login) {
        int device = devices.pick(dice);
        return browsing.session(devices.visitor(device, at), devices.kind(device), login, person.key());
    }

    private void receive(Campaign campaign) {
        int day = campaign.day();
        if (day < person.joinedDay() || !messages.isMeantFor(campaign)) {
            return;
        }
        boolean isForgotten = goneAt >= 0 && campaign.at() > goneAt + 200L * ShopCalendar.DAY;
        if (isForgotten) {
            return;
        }
        Effect effect = messages.send(campaign, papers.recordOn(day), goneAt >= 0);
        if (effect.orderInDays() > 0 && invited == NEVER) {
            invited = day + effect.orderInDays();
            invitedTopic = campaign.topic();
        }
        nextVisit += effect.delayDays();
        if (effect.gone()) {
            leave(campaign.at(), "annoyed");
        }
    }

    private void leave(long at, String why) {
        goneAt = at;
        goneWhy = why;
    }

    /** Sessions that lead to nothing; they fade in the weeks after someone has left. */
    private void lookAround() {
        double until = goneAt < 0 ? world.calendar().days() : goneAt / (double) ShopCalendar.DAY + dice.exponential(25);
        double day = Math.max(person.joinedDay(), 0)
                + dice.exponential(person.habits().daysBetweenSessions());
        String login = papers.recordOn(world.calendar().days() - 1).number();
        while (day < Math.min(until, world.calendar().days())) {
            long at = browsing.timeOn((int) day);
            browsing.idle(
                    session(at, login),
                    at,
                    person.habits().logsIn(),
                    person.habits().dreams(),
                    shopping);
            day += dice.exponential(person.habits().daysBetweenSessions());
        }
    }

    Person who() {
        return person;
    }

    Shopping shopping() {
        return shopping;
    }

    Consents consents() {
        return consents;
    }

    long goneAt() {
        return goneAt;
    }

    String goneWhy() {
        return goneWhy;
    }

    int orders() {
        return orders;
    }

    long spentCents() {
        return spentCents;
    }
}
