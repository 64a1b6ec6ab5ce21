package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Customers;
import io.nightjar.schema.SegmentMembers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Our own files, for people and for whatever tool is not listed: ids, what the list's channels need, and reasons. */
final class Plain implements Dialect {
    static final String NAME = "plain";

    private static final String ID = SegmentMembers.CUSTOMER_ID.name();
    private static final String KEY = ContactPoints.CUSTOMER_KEY.name();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Channel> channels() {
        return EnumSet.allOf(Channel.class);
    }

    @Override
    public FileRules file() {
        return FileRules.csv();
    }

    @Override
    public List<ColumnRule> rules() {
        return List.of(
                ColumnRule.of(ID, Shapes.text()),
                ColumnRule.of(KEY, Shapes.text()),
                ColumnRule.of(Customers.EMAIL.name(), Shapes.email()));
    }

    @Override
    public List<List<String>> matchKeys() {
        return List.of(List.of(ID));
    }

    @Override
    public List<String> identity() {
        return List.of(ID);
    }

    @Override
    public List<Column> columns(ListFacts list) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(ID, Recipient::customerId));
        if (list.hasContacts()) {
            columns.add(new Column(KEY, Recipient::customerKey));
        }
        if (list.hasContacts() && !list.channels().isEmpty()) {
            columns.add(new Column(Customers.FIRST_NAME.name(), Recipient::firstName));
            columns.add(new Column(Customers.LAST_NAME.name(), Recipient::lastName));
            needed(list).forEach((name, value) -> columns.add(new Column(name, value)));
        }
        columns.add(new Column("next_best_products", Recipient::products));
        columns.add(new Column(SegmentMembers.REASON.name(), Recipient::reason));
        return columns;
    }

    @Override
    public boolean writesListsOfIds() {
        return true;
    }

    @Override
    public List<String> removalHeader(ListFacts list) {
        return List.of(ID, KEY);
    }

    @Override
    public List<String> removal(ListFacts list, UnaryOperator<String> delivered) {
        return List.of(delivered.apply(ID), delivered.apply(KEY));
    }

    @Override
    public String stem(ListFacts list) {
        return list.segment() + "_" + list.asOf();
    }

    private static Map<String, Function<Recipient, String>> needed(ListFacts list) {
        Map<String, Function<Recipient, String>> needed = new TreeMap<>();
        if (list.uses(Channel.EMAIL) || list.uses(Channel.ADS)) {
            needed.put(Customers.EMAIL.name(), Recipient::email);
        }
        if (list.uses(Channel.SMS) || list.uses(Channel.PHONE) || list.uses(Channel.ADS)) {
            needed.put(Customers.PHONE.name(), Recipient::phone);
        }
        if (list.uses(Channel.POST)) {
            needed.put(Customers.STREET.name(), byPost(Recipient::street));
            needed.put(Customers.POSTCODE.name(), byPost(Recipient::postcode));
            needed.put(Customers.CITY.name(), byPost(Recipient::city));
            needed.put(Customers.COUNTRY.name(), byPost(Recipient::country));
        }
        return needed;
    }

    /** Advertising needs a part of the address too, but has no column for it here. */
    private static Function<Recipient, String> byPost(Function<Recipient, String> value) {
        return person -> person.isReachedBy(Channel.POST) ? value.apply(person) : "";
    }
}
