package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Braze, user import by csv: found by external id, on a list by an attribute that is true or false. */
final class BrazeCsv implements Dialect {
    private static final String ID = "external_id";
    private static final String ALIAS = "user_alias_name";
    private static final String ALIAS_LABEL = "user_alias_label";
    private static final String BRAZE_ID = "braze_id";

    private final BrazeAttributes attributes;

    BrazeCsv(String defaultCountry) {
        this.attributes = new BrazeAttributes(defaultCountry);
    }

    @Override
    public String name() {
        return "braze";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.EMAIL, Channel.SMS);
    }

    @Override
    public FileRules file() {
        return FileRules.csv().bytes(500_000_000).forMachines();
    }

    @Override
    public List<ColumnRule> rules() {
        Shape consent = Shapes.words("opted_in", "subscribed", "unsubscribed");
        return List.of(
                ColumnRule.of(ID, Shapes.text()),
                ColumnRule.of(BRAZE_ID, Shapes.text()),
                ColumnRule.of(ALIAS, Shapes.text()),
                ColumnRule.of(ALIAS_LABEL, Shapes.text()),
                ColumnRule.of(BrazeAttributes.FIRST, Shapes.text()),
                ColumnRule.of(BrazeAttributes.LAST, Shapes.text()),
                ColumnRule.of(BrazeAttributes.EMAIL, Shapes.email()),
                ColumnRule.of(BrazeAttributes.PHONE, Shapes.phone()),
                ColumnRule.of(BrazeAttributes.COUNTRY, Shapes.country()),
                ColumnRule.of(BrazeAttributes.LANGUAGE, Shapes.language()),
                ColumnRule.of(BrazeAttributes.CITY, Shapes.text()),
                ColumnRule.of("dob", Shapes.date()),
                ColumnRule.of("gender", Shapes.words("M", "F", "O", "N", "P")),
                ColumnRule.of("time_zone", Shapes.timeZone()),
                ColumnRule.of(BrazeAttributes.EMAIL_SUBSCRIBE, consent),
                ColumnRule.of("push_subscribe", consent),
                ColumnRule.of("subscription_group_id", Shapes.text()),
                ColumnRule.of("subscription_state", Shapes.words("subscribed", "unsubscribed")),
                ColumnRule.of("date_of_first_session", Shapes.dateOrTime()),
                ColumnRule.of("date_of_last_session", Shapes.dateOrTime()));
    }

    @Override
    public List<List<String>> matchKeys() {
        return List.of(
                List.of(ID),
                List.of(BRAZE_ID),
                List.of(ALIAS, ALIAS_LABEL),
                List.of(BrazeAttributes.EMAIL),
                List.of(BrazeAttributes.PHONE));
    }

    @Override
    public List<String> identity() {
        return List.of(ID);
    }

    @Override
    public List<Column> columns(ListFacts list) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(ID, Recipient::customerKey));
        columns.add(new Column(list.attribute(), person -> "true"));
        columns.addAll(attributes.columns(list));
        return columns;
    }

    @Override
    public List<String> removalHeader(ListFacts list) {
        return List.of(ID, list.attribute());
    }

    @Override
    public List<String> removal(ListFacts list, UnaryOperator<String> delivered) {
        return List.of(delivered.apply(ID), "false");
    }

    @Override
    public List<Complaint> headerComplaints(List<String> header) {
        List<Complaint> complaints = new ArrayList<>();
        long kinds =
                List.of(ID, BRAZE_ID, ALIAS).stream().filter(header::contains).count();
        if (kinds > 1) {
            complaints.add(Complaint.refused(
                    "several-identifiers",
                    "a file has one kind of identifier: keep one of external_id, braze_id and user_alias_name"));
        }
        if (header.contains(ALIAS) != header.contains(ALIAS_LABEL)) {
            complaints.add(Complaint.refused("alias-alone", "user_alias_name and user_alias_label go together"));
        }
        if (header.contains("subscription_group_id") != header.contains("subscription_state")) {
            complaints.add(Complaint.refused(
                    "subscription-alone", "subscription_group_id and subscription_state go together"));
        }
        return complaints;
    }
}
