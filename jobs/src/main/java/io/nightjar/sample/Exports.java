package io.nightjar.sample;

import io.nightjar.sample.Campaign.Channel;
import io.nightjar.sample.Messages.Contact;
import io.nightjar.sample.Order.Line;
import io.nightjar.sample.Papers.CustomerRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;

/** The files of one part of the shop's people: turns what happened into raw rows, each feed with its own habits. */
final class Exports implements AutoCloseable {
    private static final DateTimeFormatter SLASHED = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    private final ShopCalendar calendar;
    private final Map<Feeds.Name, TextFeed> feeds = new EnumMap<>(Feeds.Name.class);
    private final Clicks clicks;
    private final Truth truth;
    private Numbers numbers;
    private int membersWritten;

    Exports(World world, Path folder, String part, Truth truth) throws IOException {
        this.truth = truth;
        calendar = world.calendar();
        for (Feeds.Name feed : Feeds.Name.values()) {
            feeds.put(feed, new TextFeed(Feeds.format(feed), folder, part, Feeds.defects(feed), truth));
        }
        clicks = new Clicks(calendar, folder, part, truth);
    }

    void beginBlock(long block, Numbers blockNumbers) {
        numbers = blockNumbers;
        clicks.beginBlock(block);
        membersWritten = 0;
    }

    Clicks clicks() {
        return clicks;
    }

    Truth truth() {
        return truth;
    }

    private Rows row(Feeds.Name feed, long place) {
        return feeds.get(feed).row(place);
    }

    void order(Order order, Person person) {
        boolean hasNoKey = order.customer().isEmpty() && order.card().isEmpty();
        if (hasNoKey && !order.email().isEmpty()) {
            truth.key("purchases", order.id(), person.key());
        }
        int number = 1;
        for (Line line : order.lines()) {
            if (order.isWeb()) {
                webLine(order, line, number++);
            } else {
                tillLine(order, line, number++);
            }
        }
    }

    private void webLine(Order order, Line line, int number) {
        Rows row = row(Feeds.Name.WEB, order.at())
                .field(order.id())
                .field(number)
                .field(order.customer())
                .field(order.email())
                .field(order.phone());
        calendar.iso(row, order.at());
        row.next()
                .field(line.product().id())
                .field(Math.abs(line.quantity()))
                .cents(line.unitCents(), '.')
                .cents(line.discountCents(), '.')
                .cents(line.totalCents(), '.')
                .field("EUR")
                .field(line.quantity() < 0 ? "RETURN" : "SALE")
                .end();
    }

    private void tillLine(Order order, Line line, int number) {
        Rows row = row(Feeds.Name.TILL, order.at())
                .field(order.id())
                .field(number)
                .field(order.store())
                .field(order.card());
        calendar.german(row, order.at());
        row.next()
                .field(line.product().id())
                .field(line.quantity())
                .cents(line.unitCents(), ',')
                .cents(line.discountCents(), ',')
                .cents(line.totalCents(), ',')
                .field("EUR")
                .end();
    }

    void points(String card, long at, long points, String kind, String order) {
        row(Feeds.Name.POINTS, at)
                .field(numbers.nextOther('L'))
                .field(card)
                .field(calendar.epochSecond(at))
                .field(points)
                .field(kind)
                .field(order)
                .end();
    }

    void contact(Contact contact, Person person, boolean isRead, int effect) {
        String id = numbers.nextOther('M');
        Campaign campaign = contact.campaign();
        boolean isMail = campaign.channel() == Channel.EMAIL;
        Rows row = row(Feeds.Name.CONTACTS, contact.sentAt())
                .field(id)
                .field(contact.record().number())
                .field(isMail ? contact.record().email() : "")
                .field(campaign.name())
                .field(campaign.channel().word())
                .field(
                        campaign.topic() < 0
                                ? ""
                                : Assortment.CATEGORIES.get(campaign.topic()).name());
        time(row, contact.sentAt());
        time(row, contact.deliveredAt());
        time(row, contact.openedAt());
        time(row, contact.clickedAt());
        time(row, contact.unsubscribedAt());
        row.field(contact.isControl() ? "C" : "T").end();
        truth.contact(id, person, isRead, effect > 0 ? "brought_an_order" : effect < 0 ? "put_off" : "none");
    }

    private void time(Rows row, long at) {
        if (at >= 0) {
            calendar.plain(row, at);
        }
        row.next();
    }

    /** Writes a ticket; whose it is goes into the truth when only its mailbox or number tells. */
    void ticket(Ticket ticket, String personIfUnknown) {
        String id = numbers.nextOther('K');
        if (!personIfUnknown.isEmpty()) {
            truth.key("interactions", id, personIfUnknown);
        }
        Rows row = row(Feeds.Name.TICKETS, ticket.at());
        row.raw("{\"id\":").raw(json(id)).raw(",\"opened\":\"");
        calendar.iso(row, ticket.at());
        row.raw("\",\"closed\":");
        if (ticket.closedAt() >= 0) {
            row.mark('"');
            calendar.iso(row, ticket.closedAt());
            row.mark('"');
        } else {
            row.raw("null");
        }
        row.raw(",\"kind\":").raw(json(ticket.kind()));
        row.raw(",\"channel\":").raw(json(ticket.channel()));
        row.raw(",\"customer\":{\"no\":").raw(orNull(ticket.customer()));
        row.raw(",\"mail\":").raw(orNull(ticket.email()));
        row.raw(",\"tel\":").raw(orNull(ticket.phone()));
        row.raw("},\"order\":").raw(orNull(ticket.order()));
        row.raw(",\"sku\":").raw(json(ticket.product().id()));
        row.raw(",\"stars\":").raw(ticket.stars() == 0 ? "null" : String.valueOf(ticket.stars()));
        row.raw(",\"lang\":").raw(json(ticket.isEnglish() ? "en" : "de"));
        row.raw(",\"text\":").raw(json(ticket.text())).raw("} ").end();
    }

    /** What the shop has on paper about a person, on the last day. */
    void papers(Person person, Papers papers, Consents consents, LoyaltyAccount account) {
        for (int i = 0; i < papers.records().size(); i++) {
            CustomerRecord record = papers.records().get(i);
            if (record.sinceDay() < calendar.days()) {
                customer(person, record, consents, i == 0);
            }
        }
        if (account != null) {
            member(person, papers, account);
        }
    }

    private void customer(Person person, CustomerRecord record, Consents consents, boolean isFirst) {
        truth.key("customers", record.number(), person.key());
        Rows row = row(Feeds.Name.CUSTOMERS, Long.parseLong(record.number().substring(1)));
        row.field(record.number())
                .quoted(record.firstName())
                .quoted(record.lastName())
                .field(record.email())
                .field(record.phone())
                .quoted(record.address().street())
                .field(record.address().postcode())
                .quoted(record.address().city())
                .field("DE")
                .field((person.birthDay() + person.id()) % 3 == 0 ? "" : SLASHED.format(Papers.birthDate(person)))
                .field(person.isEnglish() ? "en" : "de")
                .field(SLASHED.format(calendar.date(record.sinceDay())));
        boolean isCurrent = isFirst || (long) record.sinceDay() * ShopCalendar.DAY > consents.changedAt();
        for (Channel channel : Channel.values()) {
            boolean isAllowed = isCurrent ? consents.allows(channel) : consents.allowedAtFirst(channel);
            row.field(isAllowed ? "Y" : "N");
        }
        consentTimes(row, record, consents, isFirst);
    }

    /** An older second record of the same person knows nothing of what was said later about the first. */
    private void consentTimes(Rows row, CustomerRecord record, Consents consents, boolean isFirst) {
        boolean isChanged = isFirst && consents.changedAt() >= 0;
        String since = calendar.date(record.sinceDay()) + " 12:00:00";
        if (isChanged) {
            calendar.plain(row, consents.changedAt());
            row.next();
            calendar.plain(row, consents.changedAt());
            row.next();
        } else {
            row.field(since).field(since);
        }
        row.end();
    }

    private void member(Person person, Papers papers, LoyaltyAccount account) {
        truth.key("loyalty_members", papers.card(), person.key());
        LocalDate expiry = account.nextExpiry();
        Rows row = row(Feeds.Name.MEMBERS, membersWritten++);
        row.raw("{\"card\":").raw(json(papers.card()));
        row.raw(",\"customer\":")
                .raw(papers.isCardLinked() ? json(papers.records().get(0).number()) : "null");
        row.raw(",\"name\":{\"first\":").raw(json(papers.cardFirstName()));
        row.raw(",\"last\":").raw(json(person.lastName()));
        row.raw("},\"contact\":{\"mail\":").raw(orNull(papers.cardEmail()));
        row.raw(",\"mobile\":").raw(orNull(papers.cardPhone()));
        row.raw("},\"joined\":").raw(json(account.joinedOn().toString()));
        row.raw(",\"tier\":").raw(json(account.tier()));
        row.raw(",\"points\":{\"balance\":").number(account.balance());
        row.raw(",\"nextExpiry\":")
                .raw(expiry == null ? "null" : json(expiry.toString()))
                .raw("}} ")
                .end();
    }

    private static String orNull(String text) {
        return text.isEmpty() ? "null" : json(text);
    }

    private static String json(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    void flush(Dice dice) {
        try {
            for (TextFeed feed : feeds.values()) {
                feed.flush(dice);
            }
            clicks.flush(dice);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write sample data: " + e.getMessage(), e);
        }
    }

    void count(Tally rows) {
        feeds.values().forEach(feed -> rows.add(feed.feed(), feed.written()));
        rows.add(Clicks.FEED, clicks.written());
    }

    @Override
    public void close() throws IOException {
        for (TextFeed feed : feeds.values()) {
            feed.close();
        }
        clicks.close();
    }
}
