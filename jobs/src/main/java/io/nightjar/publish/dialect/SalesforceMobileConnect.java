package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import java.util.List;
import java.util.Set;

/** Salesforce MobileConnect, list import for text messages: digits only, 20 MB at most. */
final class SalesforceMobileConnect implements Dialect {
    private static final String NUMBER = "_MobileNumber";
    private static final String KEY = "_ContactKey";
    private static final String LOCALE = "_Locale";

    private final String defaultCountry;

    SalesforceMobileConnect(String defaultCountry) {
        this.defaultCountry = defaultCountry;
    }

    @Override
    public String name() {
        return "salesforce-mobileconnect";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.SMS);
    }

    @Override
    public FileRules file() {
        return FileRules.csv().bytes(20_000_000).orTabs().forMachines();
    }

    @Override
    public List<ColumnRule> rules() {
        return List.of(
                ColumnRule.of(NUMBER, Shapes.phoneDigits()),
                ColumnRule.of(KEY, Shapes.text()),
                ColumnRule.of(LOCALE, Shapes.country()));
    }

    @Override
    public List<List<String>> matchKeys() {
        return List.of(List.of(NUMBER, KEY, LOCALE));
    }

    @Override
    public List<String> identity() {
        return List.of(KEY);
    }

    @Override
    public List<Column> columns(ListFacts list) {
        return List.of(
                new Column(NUMBER, person -> Phones.digits(person.internationalPhone(defaultCountry))),
                new Column(LOCALE, person -> Phones.country(person.internationalPhone(defaultCountry))),
                new Column(KEY, Recipient::customerKey));
    }

    /** An import without a number is refused. */
    @Override
    public List<String> removalHeader(ListFacts list) {
        return List.of(NUMBER, LOCALE, KEY);
    }
}
