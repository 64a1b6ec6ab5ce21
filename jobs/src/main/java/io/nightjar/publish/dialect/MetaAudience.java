package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Meta custom audience: everything hashed, phone as digits, names without punctuation, no rule for dots in addresses. */
final class MetaAudience implements Dialect {
    private static final String EMAIL = "email";
    private static final String PHONE = "phone";
    private static final String FIRST = "fn";
    private static final String LAST = "ln";
    private static final String CITY = "ct";
    private static final String ZIP = "zip";
    private static final String COUNTRY = "country";

    private final String defaultCountry;

    MetaAudience(String defaultCountry) {
        this.defaultCountry = defaultCountry;
    }

    @Override
    public String name() {
        return "meta";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.ADS);
    }

    @Override
    public FileRules file() {
        return FileRules.matchCsv(FileRules.Others.IGNORED).atLeast(100);
    }

    @Override
    public List<ColumnRule> rules() {
        Shape lower = Shapes.hashOr(Suspects.ofAnything(), Shapes.lower());
        Shape name = Shapes.hashOr(Suspects.ofNames(), Shapes.lower());
        return List.of(
                ColumnRule.repeated(EMAIL, Shapes.hashOr(Suspects.ofAnything(), Shapes.normalEmail(Normal::email)), 3),
                ColumnRule.repeated(PHONE, Shapes.hashOr(Suspects.ofAnything(), Shapes.phoneDigits()), 3),
                ColumnRule.of("madid", Shapes.neverHashed(Shapes.advertisingId())),
                ColumnRule.of(FIRST, name),
                ColumnRule.of(LAST, name),
                ColumnRule.of(CITY, lower),
                ColumnRule.of("st", lower),
                ColumnRule.of(ZIP, lower),
                ColumnRule.of(COUNTRY, Shapes.hashOr(Suspects.ofCountries(), Shapes.lowerCountry())),
                ColumnRule.of("uid", Shapes.neverHashed(Shapes.text())),
                ColumnRule.of("dob", Shapes.hashOr(Suspects.ofAnything(), Shapes.text())),
                ColumnRule.of("doby", Shapes.hashOr(Suspects.ofAnything(), Shapes.number())),
                ColumnRule.of("gen", Shapes.hashOr(Suspects.ofAnything(), Shapes.words("m", "f"))),
                ColumnRule.of("age", Shapes.number()),
                ColumnRule.of("value", Shapes.neverHashed(Shapes.number())));
    }

    @Override
    public List<List<String>> matchKeys() {
        return List.of(
                List.of(EMAIL),
                List.of(PHONE),
                List.of(FIRST, LAST, ZIP, COUNTRY),
                List.of(FIRST, LAST, CITY, COUNTRY),
                List.of("madid"),
                List.of("uid"));
    }

    @Override
    public List<Column> columns(ListFacts list) {
        return List.of(
                new Column(EMAIL, person -> Sha256.hex(Normal.email(person.email()))),
                new Column(PHONE, person -> Sha256.hex(Phones.digits(person.internationalPhone(defaultCountry)))),
                new Column(FIRST, person -> Sha256.hex(Normal.metaName(person.firstName()))),
                new Column(LAST, person -> Sha256.hex(Normal.metaName(person.lastName()))),
                new Column(CITY, person -> Sha256.hex(Normal.metaCity(person.city()))),
                new Column(ZIP, person -> Sha256.hex(Normal.metaPostcode(person.postcode(), country(person)))),
                new Column(COUNTRY, person -> Sha256.hex(country(person).toLowerCase(Locale.ROOT))));
    }

    @Override
    public List<Complaint> headerComplaints(List<String> header) {
        return header.contains(COUNTRY)
                ? List.of()
                : List.of(Complaint.risky(
                        "no-country", "there is no column country: give it always, it decides how the rest is read"));
    }

    private String country(Recipient person) {
        return Countries.alpha2(person.country()).orElse(defaultCountry);
    }
}
