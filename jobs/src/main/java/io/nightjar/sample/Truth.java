package io.nightjar.sample;

import io.nightjar.sample.Click.CartFate;
import io.nightjar.sample.Consents.Change;
import io.nightjar.sample.Person.Need;
import io.nightjar.sample.Person.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is really so, for one part of the shop's people. The parts are joined when all are written. */
final class Truth implements AutoCloseable {
    /** A truth file and its header. */
    enum Page {
        PERSONS("persons.csv", "source,source_key,person"),
        CUSTOMERS(
                "customers_truth.csv",
                "person,household,taste_group,rhythm,mean_days,joined_on,gone_on,gone_why,uplift_kind,really_reads,has_mail_proxy,roles,orders,spent"),
        HOUSEHOLDS("households.csv", "household,person,shares_mailbox,shares_device"),
        CYCLES("cycles.csv", "person,product_id,period_days,times_bought,next_due_on"),
        CONSENTS("consents.csv", "person,channel,changed_at,is_allowed,reason"),
        CONTACTS("contacts_truth.csv", "contact_id,person,uplift_kind,is_really_read,effect"),
        CARTS("carts.csv", "event_id,visitor_id,person,fate"),
        DEFECTS("defects.csv", "feed,file,line,kind");

        private final String file;
        private final String header;

        Page(String file, String header) {
            this.file = file;
            this.header = header;
        }

        String file() {
            return file;
        }

        String header() {
            return header;
        }
    }

    private final World world;
    private final Map<Page, TextFile> files = new EnumMap<>(Page.class);
    private final Rows rows = new Rows(',', StandardCharsets.UTF_8);
    private final Tally tally = new Tally();

    Truth(World world, Path folder) throws IOException {
        this.world = world;
        for (Page page : Page.values()) {
            files.put(page, new TextFile(folder.resolve(page.file())));
        }
    }

    private Rows row() {
        rows.clear();
        return rows.begin(0);
    }

    private void write(Page page) {
        rows.end();
        try {
            files.get(page).write(rows.bytes(), 0, rows.length(0));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write truth/" + page.file() + ": " + e.getMessage(), e);
        }
    }

    void key(String source, String key, String person) {
        row().field(source).field(key).field(person);
        write(Page.PERSONS);
    }

    void person(Life life) {
        Person person = life.who();
        tally.person(person, life.goneAt() >= 0);
        writeCustomer(life, person);
        row().field("h" + person.household().number())
                .field(person.key())
                .field(person.household().sharesMailbox() ? 1 : 0)
                .field(person.household().sharesDevice() ? 1 : 0);
        write(Page.HOUSEHOLDS);
        writeCycles(life, person);
        for (Change change : life.consents().changes()) {
            row().field(person.key()).field(change.channel().word());
            world.calendar().iso(rows, change.at());
            rows.next().field(change.isAllowed() ? 1 : 0).field(change.reason());
            write(Page.CONSENTS);
        }
    }

    private void writeCustomer(Life life, Person person) {
        String gone = life.goneAt() < 0
                ? ""
                : world.calendar().date(life.goneAt() / ShopCalendar.DAY).toString();
        row().field(person.key())
                .field("h" + person.household().number())
                .field(person.taste().group())
                .field(person.rhythm().isRegular() ? "regular" : "random")
                .field(Math.round(person.rhythm().meanDays()))
                .field(world.calendar().date(person.joinedDay()).toString())
                .field(gone)
                .field(life.goneWhy())
                .field(person.reaction().kind().word())
                .field(person.reaction().reads() ? 1 : 0)
                .field(person.reaction().hasMailProxy() ? 1 : 0)
                .field(person.roles().stream().map(Role::word).collect(Collectors.joining("|")))
                .field(life.orders())
                .cents(life.spentCents(), '.');
        write(Page.CUSTOMERS);
    }

    private void writeCycles(Life life, Person person) {
        for (int i = 0; i < person.needs().size(); i++) {
            if (life.shopping().timesBought(i) > 0) {
                Need need = person.needs().get(i);
                row().field(person.key())
                        .field(need.product().id())
                        .field(Math.round(need.periodDays()))
                        .field(life.shopping().timesBought(i))
                        .field(world.calendar()
                                .date((long) life.shopping().dueDay(i))
                                .toString());
                write(Page.CYCLES);
            }
        }
    }

    void contact(String id, Person person, boolean isRead, String effect) {
        row().field(id)
                .field(person.key())
                .field(person.reaction().kind().word())
                .field(isRead ? 1 : 0)
                .field(effect);
        write(Page.CONTACTS);
    }

    void cart(String eventId, String visitor, String person, CartFate fate) {
        tally.cart(fate);
        row().field(eventId).field(visitor).field(person).field(fate.name().toLowerCase(Locale.ROOT));
        write(Page.CARTS);
    }

    void defect(String feed, String file, long line, DefectKind kind) {
        tally.defect(feed, kind);
        row().field(feed).field(file).field(line).field(kind.word());
        write(Page.DEFECTS);
    }

    Tally tally() {
        return tally;
    }

    @Override
    public void close() throws IOException {
        for (TextFile file : files.values()) {
            file.close();
        }
    }
}
