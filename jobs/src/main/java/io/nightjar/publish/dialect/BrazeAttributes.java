package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import io.nightjar.schema.Customers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Braze learns about a person, the same by file and by cloud data ingestion. Its words are partly ours. */
final class BrazeAttributes {
    static final String FIRST = Customers.FIRST_NAME.name();
    static final String LAST = Customers.LAST_NAME.name();
    static final String EMAIL = Customers.EMAIL.name();
    static final String PHONE = Customers.PHONE.name();
    static final String COUNTRY = Customers.COUNTRY.name();
    static final String LANGUAGE = Customers.LANGUAGE.name();
    static final String CITY = "home_city";
    static final String EMAIL_SUBSCRIBE = "email_subscribe";

    private final String defaultCountry;

    BrazeAttributes(String defaultCountry) {
        this.defaultCountry = defaultCountry;
    }

    /** Those that the list's channels need; empty values say nothing. */
    List<Column> columns(ListFacts list) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(FIRST, person -> Normal.trimmed(person.firstName())));
        columns.add(new Column(LAST, person -> Normal.trimmed(person.lastName())));
        if (list.uses(Channel.EMAIL)) {
            columns.add(new Column(EMAIL, person -> Normal.email(person.email())));
            columns.add(
                    new Column(EMAIL_SUBSCRIBE, person -> person.permits(Channel.EMAIL) ? "opted_in" : "unsubscribed"));
        }
        if (list.uses(Channel.SMS)) {
            columns.add(new Column(PHONE, person -> person.internationalPhone(defaultCountry)));
        }
        columns.add(new Column(LANGUAGE, person -> language(person.language())));
        columns.add(new Column(list.attribute() + "_on", person -> list.asOf().toString()));
        columns.add(new Column("nightjar_products", person -> Normal.trimmed(person.products())));
        return columns;
    }

    private static String language(String text) {
        String code = Normal.trimmed(text).toLowerCase(Locale.ROOT).replaceFirst("[-_].*", "");
        return List.of(Locale.getISOLanguages()).contains(code) ? code : "";
    }
}
