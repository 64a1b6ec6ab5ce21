package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;

/** Salesforce Marketing Cloud, data extension import: keyed by subscriber, yes and no as words, the address last. */
final class SalesforceMarketingCloud implements Dialect {
    private static final String KEY = "SubscriberKey";
    private static final String EMAIL = "EmailAddress";
    private static final String STATUS = "Subscriber Status";

    private final String datePattern;
    private final DateTimeFormatter dates;

    /** @param datePattern as the import is set up */
    SalesforceMarketingCloud(String datePattern) {
        this.datePattern = datePattern;
        this.dates = Shapes.dateForm(datePattern);
    }

    @Override
    public String name() {
        return "salesforce-marketing-cloud";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.EMAIL);
    }

    @Override
    public FileRules file() {
        return FileRules.csv().orTabs().forMachines();
    }

    @Override
    public List<ColumnRule> rules() {
        Shape yesOrNo = Shapes.wordsInAnyCase("Yes", "No", "Y", "N", "True", "False", "1", "0");
        return List.of(
                ColumnRule.of(KEY, Shapes.text()),
                ColumnRule.of("FirstName", Shapes.text()),
                ColumnRule.of("LastName", Shapes.text()),
                ColumnRule.of("ListDate", Shapes.date(datePattern)),
                ColumnRule.of("EmailOptIn", yesOrNo),
                ColumnRule.of(STATUS, Shapes.words("Active", "Bounced", "Held", "Unsubscribed")),
                ColumnRule.of(EMAIL, Shapes.email()));
    }

    @Override
    public List<List<String>> matchKeys() {
        return List.of(List.of(KEY, EMAIL));
    }

    @Override
    public List<String> identity() {
        return List.of(KEY);
    }

    @Override
    public List<Column> columns(ListFacts list) {
        return List.of(
                new Column(KEY, Recipient::customerKey),
                new Column("FirstName", person -> Normal.trimmed(person.firstName())),
                new Column("LastName", person -> Normal.trimmed(person.lastName())),
                new Column("ListName", person -> list.segment()),
                new Column("ListDate", person -> list.asOf().format(dates)),
                new Column("NextProducts", Recipient::products),
                new Column("EmailOptIn", person -> person.permits(Channel.EMAIL) ? "True" : "False"),
                new Column(EMAIL, person -> Normal.email(person.email())));
    }

    /** An import without an address is refused. */
    @Override
    public List<String> removalHeader(ListFacts list) {
        return List.of(KEY, EMAIL);
    }

    @Override
    public List<Complaint> headerComplaints(List<String> header) {
        int at = header.indexOf(EMAIL);
        if (at < 0) {
            return List.of(Complaint.refused("no-email-column", "there is no column EmailAddress, which is required"));
        }
        return at == header.size() - 1
                ? List.of()
                : List.of(Complaint.risky("email-not-last", "EmailAddress should be the last column"));
    }
}
