package io.nightjar.sample;

import io.nightjar.sample.Papers.CustomerRecord;

/** What happens after an order: questions, complaints, reviews; and what a complaint does to the customer. */
final class Care {
    /** Products whose number divides by this are badly made. */
    static final int BAD_PRODUCT = 17;

    /**
     * What an order's aftermath changes.
     *
     * @param quietDays days without an order because of anger
     * @param extraDropout added to the probability of never coming back
     */
    record Aftermath(int quietDays, double extraDropout) {
        static final Aftermath NONE = new Aftermath(0, 0);
    }

    private final Person person;
    private final Exports exports;
    private final long end;
    private final Dice dice;

    Care(Person person, Exports exports, long end, Dice dice) {
        this.person = person;
        this.exports = exports;
        this.end = end;
        this.dice = dice;
    }

    Aftermath after(Order order, CustomerRecord record) {
        Product product = order.lines().get(0).product();
        boolean isBad = product.index() % BAD_PRODUCT == 0;
        if (order.isWeb() && dice.chance(0.045)) {
            ask("DELIVERY", order, record, product);
        }
        if (dice.chance(0.012)) {
            ask("QUESTION", order, record, product);
        }
        if (dice.chance(0.06)) {
            review(order, record, product, isBad);
        }
        return dice.chance(isBad ? 0.16 : 0.014) ? complain(order, record, product) : Aftermath.NONE;
    }

    private void ask(String kind, Order order, CustomerRecord record, Product product) {
        long at = later(order, 0.3, 5);
        String text = kind.equals("DELIVERY")
                ? Phrases.delivery(product.name(), person.isEnglish(), dice)
                : Phrases.question(product.name(), person.isEnglish(), dice);
        String channel = dice.chance(0.4) ? "chat" : dice.chance(0.5) ? "mail" : "call";
        write(kind, channel, at, at + 600 + (long) dice.exponential(36_000), order, record, product, 0, text);
    }

    private void review(Order order, CustomerRecord record, Product product, boolean isBad) {
        int stars = isBad ? dice.within(1, 2) : dice.chance(0.85) ? dice.within(4, 5) : dice.within(1, 3);
        String text = Phrases.review(product.name(), stars, person.isEnglish(), dice);
        write("REVIEW", "web", later(order, 4, 20), -1, order, record, product, stars, text);
    }

    /** An answer within three days mends it; a late one or none costs weeks of orders and many customers. */
    private Aftermath complain(Order order, CustomerRecord record, Product product) {
        long at = later(order, 1, 8);
        boolean isMended = dice.chance(0.6);
        double answerDays = isMended ? dice.between(0.1, 3) : dice.between(9, 45);
        String text = Phrases.complaint(product.name(), person.isEnglish(), dice);
        write(
                "COMPLAINT",
                dice.chance(0.6) ? "mail" : "call",
                at,
                at + (long) (answerDays * ShopCalendar.DAY),
                order,
                record,
                product,
                0,
                text);
        return isMended ? Aftermath.NONE : new Aftermath(dice.within(20, 50), 0.4);
    }

    private long later(Order order, double fewest, double mostDays) {
        return order.at() + (long) (dice.between(fewest, mostDays) * ShopCalendar.DAY);
    }

    private void write(
            String kind,
            String channel,
            long at,
            long closedAt,
            Order order,
            CustomerRecord record,
            Product product,
            int stars,
            String text) {
        if (at >= end) {
            return;
        }
        boolean isKnown = dice.chance(0.7);
        exports.ticket(
                new Ticket(
                        kind,
                        channel,
                        at,
                        closedAt < end ? closedAt : -1,
                        isKnown ? record.number() : "",
                        isKnown && dice.chance(0.5) ? "" : Spelling.email(record.email(), dice),
                        channel.equals("call") ? Spelling.phone(record.phone(), dice) : "",
                        dice.chance(0.8) ? order.id() : "",
                        product,
                        stars,
                        person.isEnglish(),
                        text),
                isKnown ? "" : person.key());
    }
}
