package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Customers;
import io.nightjar.schema.SegmentMembers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Our own files, for people and for whatever tool is not listed: ids, what the list's channels need, and reasons. */
final class Plain implements Dialect {
    static final String NAME = "plain";

    private static final String ID = SegmentMembers.CUSTOMER_ID.name();
    private static final String KEY = ContactPoints.CUSTOMER_KEY.name();
    private static final String CHANNELS = "channels";

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
            columns.add(new Column(CHANNELS, Plain::open));
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
        if (list.uses(Channel.EMAIL)) {
            needed.put(Customers.EMAIL.name(), by(Recipient::email, Channel.EMAIL));
        } else if (list.uses(Channel.ADS)) {
            needed.put(Customers.EMAIL.name(), Recipient::email);
        }
        if (list.uses(Channel.SMS) || list.uses(Channel.PHONE)) {
            needed.put(Customers.PHONE.name(), by(Recipient::phone, Channel.SMS, Channel.PHONE));
        } else if (list.uses(Channel.ADS)) {
            needed.put(Customers.PHONE.name(), Recipient::phone);
        }
        if (list.uses(Channel.POST)) {
            needed.put(Customers.STREET.name(), by(Recipient::street, Channel.POST));
            needed.put(Customers.POSTCODE.name(), by(Recipient::postcode, Channel.POST));
            needed.put(Customers.CITY.name(), by(Recipient::city, Channel.POST));
            needed.put(Customers.COUNTRY.name(), by(Recipient::country, Channel.POST));
        }
        return needed;
    }

    /** By which channels the person may be reached, which whoever uses the file must keep to. */
    private static String open(Recipient person) {
        return EnumSet.allOf(Channel.class).stream()
                .filter(person::isReachedBy)
                .map(channel -> channel.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    /** Advertising needs the same data, but nobody could tell in this file that they were for that only. */
    private static Function<Recipient, String> by(Function<Recipient, String> value, Channel... channels) {
        return person -> Stream.of(channels).anyMatch(person::isReachedBy) ? value.apply(person) : "";
    }
}
