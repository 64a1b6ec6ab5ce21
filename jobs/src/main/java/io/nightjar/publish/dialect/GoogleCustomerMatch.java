package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import java.util.List;
import java.util.Set;

/**
 * Google Ads Customer Match: e-mail, phone and names hashed, country and postcode plain. Consent holds for a whole
 * upload; people who did not grant it are in no file, so every file is of the kind {@code granted}.
 */
final class GoogleCustomerMatch implements Dialect {
    private static final String EMAIL = "Email";
    private static final String PHONE = "Phone";
    private static final String FIRST = "First Name";
    private static final String LAST = "Last Name";
    private static final String COUNTRY = "Country";
    private static final String ZIP = "Zip";
    private static final String AD_USER_DATA = "ad_user_data";
    private static final String AD_PERSONALIZATION = "ad_personalization";

    private final String defaultCountry;

    GoogleCustomerMatch(String defaultCountry) {
        this.defaultCountry = defaultCountry;
    }

    @Override
    public String name() {
        return "google-customer-match";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.ADS);
    }

    @Override
    public FileRules file() {
        return FileRules.matchCsv(FileRules.Others.REFUSED);
    }

    @Override
    public String consent() {
        return "granted";
    }

    @Override
    public List<ColumnRule> rules() {
        Shape name = Shapes.hashOr(Suspects.ofNames(), Shapes.lower());
        return List.of(
                ColumnRule.repeated(
                        EMAIL, Shapes.hashOr(Suspects.ofAnything(), Shapes.normalEmail(Normal::googleEmail)), 10),
                ColumnRule.repeated(PHONE, Shapes.hashOr(Suspects.ofAnything(), Shapes.phone()), 10),
                ColumnRule.of(FIRST, name),
                ColumnRule.of(LAST, name),
                ColumnRule.of(COUNTRY, Shapes.neverHashed(Shapes.country())),
                ColumnRule.repeated(ZIP, Shapes.neverHashed(Shapes.text()), 10));
    }

    @Override
    public List<List<String>> matchKeys() {
        return List.of(List.of(EMAIL), List.of(PHONE), List.of(FIRST, LAST, COUNTRY, ZIP));
    }

    @Override
    public List<Column> columns(ListFacts list) {
        return List.of(
                new Column(EMAIL, person -> Sha256.hex(Normal.googleEmail(person.email()))),
                new Column(PHONE, person -> Sha256.hex(person.internationalPhone(defaultCountry))),
                new Column(FIRST, person -> ofAddress(person, Sha256.hex(Normal.name(person.firstName())))),
                new Column(LAST, person -> ofAddress(person, Sha256.hex(Normal.name(person.lastName())))),
                new Column(COUNTRY, person -> ofAddress(person, country(person))),
                new Column(ZIP, person -> ofAddress(person, Normal.trimmed(person.postcode()))));
    }

    @Override
    public List<Complaint> headerComplaints(List<String> header) {
        boolean saysConsent = header.contains(AD_USER_DATA) || header.contains(AD_PERSONALIZATION);
        return saysConsent
                ? List.of(Complaint.refused(
                        "consent-column",
                        "consent holds for a whole upload: take the column out, put people who granted ad_user_data and"
                                + " ad_personalization into one file, and name the consent at the upload"))
                : List.of();
    }

    private String country(Recipient person) {
        return Countries.alpha2(person.country()).orElse(defaultCountry);
    }

    /** An address finds nobody unless all four of its columns are there; a part of it would only be told for nothing. */
    private String ofAddress(Recipient person, String value) {
        boolean isWhole = !Normal.name(person.firstName()).isEmpty()
                && !Normal.name(person.lastName()).isEmpty()
                && !country(person).isEmpty()
                && !Normal.trimmed(person.postcode()).isEmpty();
        return isWhole ? value : "";
    }
}
