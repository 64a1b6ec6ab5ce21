package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** TikTok custom audience: addresses without what follows a plus, phones as digits, both hashed. */
final class TikTokAudience implements Dialect {
    private static final String EMAIL = "Email_SHA256";
    private static final String PHONE = "Phone_SHA256";
    private static final String PLAIN_EMAIL = "Email";
    private static final String PLAIN_PHONE = "Phone";

    private final String defaultCountry;

    TikTokAudience(String defaultCountry) {
        this.defaultCountry = defaultCountry;
    }

    @Override
    public String name() {
        return "tiktok";
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
    public List<ColumnRule> rules() {
        return List.of(
                ColumnRule.of(EMAIL, Shapes.hash(Suspects.ofAnything())),
                ColumnRule.of(PHONE, Shapes.hash(Suspects.ofAnything())),
                ColumnRule.of(PLAIN_EMAIL, Shapes.normalEmail(Normal::tiktokEmail)),
                ColumnRule.of(PLAIN_PHONE, Shapes.phoneDigits()),
                ColumnRule.of("MAID", Shapes.advertisingId()),
                ColumnRule.of("MAID_MD5", Shapes.text()),
                ColumnRule.of("MAID_SHA256", Shapes.hash(Suspects.ofAnything())));
    }

    @Override
    public List<List<String>> matchKeys() {
        return rules().stream().map(ColumnRule::header).map(List::of).toList();
    }

    @Override
    public List<Column> columns(ListFacts list) {
        return List.of(
                new Column(EMAIL, person -> Sha256.hex(Normal.tiktokEmail(person.email()))),
                new Column(PHONE, person -> Sha256.hex(Phones.digits(person.internationalPhone(defaultCountry)))));
    }

    /** Where plain value and hash stand side by side, the hash can be checked. */
    @Override
    public Optional<Complaint> rowComplaint(UnaryOperator<String> row) {
        boolean isOther = differs(row.apply(EMAIL), Normal.tiktokEmail(row.apply(PLAIN_EMAIL)))
                || differs(row.apply(PHONE), Phones.digits(Phones.international(row.apply(PLAIN_PHONE), "")));
        return isOther
                ? Optional.of(Complaint.unmatched(
                        "hash-not-normalised",
                        "the hash is not the one of the plain value beside it in the tool's spelling: lower-case it and"
                                + " drop what follows a plus before hashing"))
                : Optional.empty();
    }

    private static boolean differs(String hash, String normal) {
        return !hash.isEmpty() && !normal.isEmpty() && !hash.equals(Sha256.hex(normal));
    }
}
