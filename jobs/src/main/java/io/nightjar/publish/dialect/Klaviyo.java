package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import java.util.List;
import java.util.Set;

/**
 * Klaviyo, list import. Consent is chosen at the import for a whole file; text-message consent would need its moment,
 * which exports do not carry, so files are for e-mail.
 */
final class Klaviyo implements Dialect {
    private static final String EMAIL = "Email";
    private static final String OTHER_EMAIL = "Email Address";
    private static final String PHONE = "Phone Number";

    @Override
    public String name() {
        return "klaviyo";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.EMAIL);
    }

    @Override
    public FileRules file() {
        return FileRules.csv().bytes(50_000_000);
    }

    @Override
    public String consent() {
        return "email";
    }

    @Override
    public List<ColumnRule> rules() {
        return List.of(
                ColumnRule.of(EMAIL, Shapes.email()),
                ColumnRule.of(OTHER_EMAIL, Shapes.email()),
                ColumnRule.of(PHONE, Shapes.phone()),
                ColumnRule.of("First Name", Shapes.text()),
                ColumnRule.of("Last Name", Shapes.text()),
                ColumnRule.of("Birthday", Shapes.date()),
                ColumnRule.of("SMS Consent Timestamp", Shapes.dateOrTime()),
                ColumnRule.of("List Date", Shapes.date()));
    }

    @Override
    public List<List<String>> matchKeys() {
        return List.of(List.of(EMAIL), List.of(OTHER_EMAIL), List.of(PHONE));
    }

    @Override
    public List<String> identity() {
        return List.of(EMAIL);
    }

    @Override
    public List<Column> columns(ListFacts list) {
        return List.of(
                new Column(EMAIL, person -> Normal.email(person.email())),
                new Column("First Name", person -> Normal.trimmed(person.firstName())),
                new Column("Last Name", person -> Normal.trimmed(person.lastName())),
                new Column("Customer Number", Recipient::customerKey),
                new Column("List Name", person -> list.segment()),
                new Column("List Date", person -> list.asOf().toString()),
                new Column("Next Products", Recipient::products));
    }

    @Override
    public List<Complaint> headerComplaints(List<String> header) {
        boolean beginsWithKey =
                !header.isEmpty() && List.of(EMAIL, OTHER_EMAIL, PHONE).contains(header.get(0));
        return beginsWithKey
                ? List.of()
                : List.of(Complaint.refused(
                        "first-column", "the first column must be Email, Email Address or Phone Number"));
    }
}
