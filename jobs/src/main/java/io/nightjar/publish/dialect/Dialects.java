package io.nightjar.publish.dialect;

import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import java.util.List;

/** Every dialect there is. A new one is a class and a line here. */
public final class Dialects {
    private final List<Dialect> all;

    /**
     * @param defaultCountry two letters, for people whose country is not known; empty for none
     * @param salesforceDates form of dates in Salesforce imports
     */
    public Dialects(String defaultCountry, String salesforceDates) {
        this.all = List.of(
                new Plain(),
                new GoogleCustomerMatch(defaultCountry),
                new MetaAudience(defaultCountry),
                new TikTokAudience(defaultCountry),
                new BrazeCsv(defaultCountry),
                new BrazeParquet(defaultCountry),
                new Klaviyo(),
                new SalesforceMarketingCloud(salesforceDates),
                new SalesforceMobileConnect(defaultCountry),
                new HubSpot(defaultCountry),
                new Mailchimp(defaultCountry));
    }

    public List<Dialect> all() {
        return all;
    }

    public List<String> names() {
        return all.stream().map(Dialect::name).toList();
    }

    /**
     * The dialects of the given names, in that order.
     *
     * @throws ConfigException if there is none of a name
     */
    public List<Dialect> named(List<String> names) {
        return names.stream().distinct().map(this::named).toList();
    }

    public Dialect named(String name) {
        return all.stream()
                .filter(dialect -> dialect.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException(name + " is no campaign tool that files can be written for"
                        + DidYouMean.nearest(name, names())
                                .map(near -> ": did you mean " + near + "?")
                                .orElse(". There are: " + String.join(", ", names()))));
    }
}
