package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** HubSpot, contact import: known by e-mail address; columns are properties, fewer than a thousand. */
final class HubSpot implements Dialect {
    private static final String EMAIL = "Email";
    private static final int MOST_COLUMNS = 999;

    private final String defaultCountry;

    HubSpot(String defaultCountry) {
        this.defaultCountry = defaultCountry;
    }

    @Override
    public String name() {
        return "hubspot";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.EMAIL, Channel.PHONE, Channel.POST);
    }

    @Override
    public FileRules file() {
        return FileRules.csv().rows(1_048_575).bytes(512_000_000);
    }

    @Override
    public List<ColumnRule> rules() {
        return List.of(
                ColumnRule.of(EMAIL, Shapes.email()),
                ColumnRule.of("First Name", Shapes.text()),
                ColumnRule.of("Last Name", Shapes.text()),
                ColumnRule.of("Phone Number", Shapes.phone()),
                ColumnRule.of("Street Address", Shapes.text()),
                ColumnRule.of("Postal Code", Shapes.text()),
                ColumnRule.of("City", Shapes.text()),
                ColumnRule.of("Country/Region", Shapes.text()),
                ColumnRule.of("List Date", Shapes.date()));
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
        columns.add(new Column(EMAIL, person -> Normal.email(person.email())));
        columns.add(new Column("First Name", person -> Normal.trimmed(person.firstName())));
        columns.add(new Column("Last Name", person -> Normal.trimmed(person.lastName())));
        if (list.uses(Channel.PHONE)) {
            columns.add(new Column("Phone Number", person -> person.internationalPhone(defaultCountry)));
        }
        if (list.uses(Channel.POST)) {
            columns.add(new Column("Street Address", person -> Normal.trimmed(person.street())));
            columns.add(new Column("Postal Code", person -> Normal.trimmed(person.postcode())));
            columns.add(new Column("City", person -> Normal.trimmed(person.city())));
            columns.add(new Column("Country/Region", person -> Normal.trimmed(person.country())));
        }
        columns.add(new Column("Customer Number", Recipient::customerKey));
        columns.add(new Column("List Name", person -> list.segment()));
        columns.add(new Column("List Date", person -> list.asOf().toString()));
        columns.add(new Column("Next Products", Recipient::products));
        return columns;
    }

    @Override
    public List<Complaint> headerComplaints(List<String> header) {
        return header.size() > MOST_COLUMNS
                ? List.of(Complaint.refused(
                        "too-many-columns",
                        "the file has " + header.size() + " columns, the tool takes fewer than 1000"))
                : List.of();
    }
}
