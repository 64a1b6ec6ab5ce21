package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Mailchimp, audience import: one address a row, texts of 255 bytes, no accents before the @. */
final class Mailchimp implements Dialect {
    private static final String EMAIL = "Email Address";
    private static final String PHONE = "SMS Phone Number";
    private static final int TEXT_BYTES = 255;

    private final String defaultCountry;

    Mailchimp(String defaultCountry) {
        this.defaultCountry = defaultCountry;
    }

    @Override
    public String name() {
        return "mailchimp";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.EMAIL, Channel.SMS);
    }

    @Override
    public FileRules file() {
        return FileRules.csv();
    }

    @Override
    public List<ColumnRule> rules() {
        return List.of(
                ColumnRule.of(EMAIL, Mailchimp::emailComplaint),
                ColumnRule.of("First Name", Shapes.text(TEXT_BYTES)),
                ColumnRule.of("Last Name", Shapes.text(TEXT_BYTES)),
                ColumnRule.of(PHONE, Shapes.phone()),
                ColumnRule.of("Country", Shapes.country()),
                ColumnRule.of("Birthday", Shapes.birthday()),
                ColumnRule.of("Status", Shapes.words("subscribed", "unsubscribed")),
                ColumnRule.of("List Date", Shapes.date()),
                ColumnRule.of("Next Products", Shapes.text(TEXT_BYTES)));
    }

    @Override
    public List<List<String>> matchKeys() {
        return List.of(List.of(EMAIL));
    }

    @Override
    public List<String> identity() {
        return List.of(EMAIL);
    }

    @Override
    public List<Column> columns(ListFacts list) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(EMAIL, person -> address(person.email())));
        columns.add(new Column("First Name", person -> shortened(Normal.trimmed(person.firstName()))));
        columns.add(new Column("Last Name", person -> shortened(Normal.trimmed(person.lastName()))));
        if (list.uses(Channel.SMS)) {
            columns.add(new Column(PHONE, person -> person.internationalPhone(defaultCountry)));
        }
        columns.add(new Column("Customer Number", person -> shortened(person.customerKey())));
        columns.add(new Column("List Name", person -> list.segment()));
        columns.add(new Column("List Date", person -> list.asOf().toString()));
        columns.add(new Column("Next Products", person -> shortened(person.products())));
        return columns;
    }

    private static String address(String text) {
        String address = Normal.email(text);
        return hasAccents(address) ? "" : address;
    }

    private static Optional<Complaint> emailComplaint(String value) {
        return hasAccents(value)
                ? Optional.of(Complaint.refused("email-accents", "accents stand before the @ of the address"))
                : Shapes.email().complaint(value.strip());
    }

    private static boolean hasAccents(String address) {
        int at = address.indexOf('@');
        return address.substring(0, Math.max(at, 0)).chars().anyMatch(letter -> letter > 127);
    }

    /** As many whole characters as fit; one byte less than allowed, for the apostrophe before a formula. */
    private static String shortened(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length < TEXT_BYTES) {
            return text;
        }
        int end = text.length();
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length >= TEXT_BYTES) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
    }
}
