package io.nightjar.sample;

import io.nightjar.sample.TextFeed.Format;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The text feeds of the shop: names, headers, quirks, and the ways each of them breaks. */
final class Feeds {
    /** A text feed. */
    enum Name {
        WEB,
        TILL,
        CUSTOMERS,
        MEMBERS,
        POINTS,
        TICKETS,
        CONTACTS
    }

    /** How a feed's files look and how its lines break. */
    private record Definition(Format format, List<Defect> defects) {}

    private static final Map<Name, Definition> DEFINITIONS = Map.ofEntries(
            define(
                    Name.WEB,
                    new Format(
                            "purchases-web",
                            "purchases/web-%.csv.gz",
                            "OrderNo,Line,CustomerNo,E-Mail,Phone,OrderedAt,SKU,Qty,UnitPrice,Discount,LineTotal,Currency,Type",
                            ',',
                            StandardCharsets.UTF_8),
                    List.of(
                            setting(',', DefectKind.WRONG_DATE, 5, "2026-02-30T10:00:00Z"),
                            setting(',', DefectKind.NAN_AMOUNT, 10, "NaN"),
                            setting(',', DefectKind.FUTURE_TIME, 5, "2041-01-01T08:00:00Z"),
                            setting(',', DefectKind.EMPTY_ID, 0, ""),
                            conflict(',', 10, "999.99"),
                            shortRow(',', 9),
                            longRow(','))),
            define(
                    Name.TILL,
                    new Format(
                            "purchases-till",
                            "purchases/till-%.csv",
                            "Bon;Pos;Filiale;Karte;Datum;Artikel;Menge;Einzelpreis;Rabatt;Summe;Währung",
                            ';',
                            Charset.forName("windows-1252")),
                    List.of(
                            setting(';', DefectKind.WRONG_DATE, 4, "30.02.2026 10:15"),
                            setting(';', DefectKind.NAN_AMOUNT, 9, "n/a"),
                            setting(';', DefectKind.FUTURE_TIME, 4, "01.01.2041 09:00"),
                            setting(';', DefectKind.EMPTY_ID, 0, ""),
                            conflict(';', 9, "999,99"),
                            shortRow(';', 7),
                            longRow(';'))),
            define(
                    Name.CUSTOMERS,
                    new Format(
                            "customers",
                            "customers/crm-%.csv",
                            "\uFEFFCustomerNo,First Name,Last Name,E-Mail,Phone,Street,ZIP,City,Country,Birth Date,Language,Registered,"
                                    + "Opt-In E-Mail,Opt-In SMS,Opt-In Phone,Opt-In Post,Opt-In Ads,Consent Date,Last Change",
                            ',',
                            StandardCharsets.UTF_8),
                    List.of(
                            setting(',', DefectKind.WRONG_DATE, 9, "30/02/1980"),
                            setting(',', DefectKind.UNKNOWN_CODE, 12, "X"),
                            setting(',', DefectKind.FUTURE_TIME, 17, "2041-01-01 00:00:00"),
                            setting(',', DefectKind.EMPTY_ID, 0, ""),
                            conflict(',', 18, "2020-01-01 00:00:00"),
                            shortRow(',', 11),
                            longRow(','))),
            define(
                    Name.MEMBERS,
                    new Format("loyalty-members", "loyalty/members-%.jsonl", "", ' ', StandardCharsets.UTF_8),
                    List.of(
                            new Defect(DefectKind.CUT_LINE, row -> row.substring(0, row.length() * 2 / 3)),
                            new Defect(DefectKind.WRONG_DATE, row -> row.replaceFirst(
                                            "\"joined\": ?\"[^\"]*\"", "\"joined\":\"2025-02-30\"")
                                    .replaceFirst("\"card\":\"0", "\"card\":\"9")),
                            new Defect(
                                    DefectKind.EMPTY_ID,
                                    row -> row.replaceFirst("\"card\":\"[^\"]*\"", "\"card\":\"\"")),
                            new Defect(DefectKind.EXACT_DUPLICATE, UnaryOperator.identity()))),
            define(
                    Name.POINTS,
                    new Format(
                            "loyalty-events",
                            "loyalty/events-%.csv.gz",
                            "EventId|Card|At|Points|Kind|Order",
                            '|',
                            StandardCharsets.UTF_8),
                    List.of(
                            setting('|', DefectKind.NAN_AMOUNT, 3, "NaN"),
                            setting('|', DefectKind.UNKNOWN_CODE, 4, "Q"),
                            setting('|', DefectKind.FUTURE_TIME, 2, "2240611200"),
                            conflict('|', 3, "7777"),
                            shortRow('|', 3),
                            longRow('|'))),
            define(
                    Name.TICKETS,
                    new Format("interactions", "service/tickets-%.jsonl", "", ' ', StandardCharsets.UTF_8),
                    List.of(
                            new Defect(DefectKind.CUT_LINE, row -> row.substring(0, row.length() / 2)),
                            new Defect(DefectKind.WRONG_DATE, row -> row.replaceFirst("\"id\":\"", "\"id\":\"X")
                                    .replaceFirst("\"opened\":\"[^\"]*\"", "\"opened\":\"2026-02-30T09:00:00Z\"")),
                            new Defect(
                                    DefectKind.EMPTY_ID, row -> row.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"\"")),
                            new Defect(DefectKind.UNKNOWN_CODE, row -> row.replaceFirst("\"id\":\"", "\"id\":\"X")
                                    .replaceFirst("\"kind\":\"[^\"]*\"", "\"kind\":\"FAX\"")),
                            new Defect(DefectKind.EXACT_DUPLICATE, UnaryOperator.identity()))),
            define(
                    Name.CONTACTS,
                    new Format(
                            "contacts",
                            "marketing/contacts-%.csv.gz",
                            "MessageId,CustomerNo,E-Mail,Campaign,Channel,Topic,SentAt,DeliveredAt,OpenedAt,ClickedAt,UnsubscribedAt,Group",
                            ',',
                            StandardCharsets.UTF_8),
                    List.of(
                            setting(',', DefectKind.WRONG_DATE, 6, "2026-02-30 10:00:00"),
                            setting(',', DefectKind.UNKNOWN_CODE, 4, "pigeon"),
                            setting(',', DefectKind.FUTURE_TIME, 6, "2041-01-01 08:00:00"),
                            setting(',', DefectKind.EMPTY_ID, 0, ""),
                            conflict(',', 3, "unknown-campaign"),
                            shortRow(',', 5),
                            longRow(','))));

    private Feeds() {}

    private static Map.Entry<Name, Definition> define(Name name, Format format, List<Defect> defects) {
        List<Defect> all = format.header().isEmpty() ? defects : withRepeats(format, defects);
        return Map.entry(name, new Definition(format, all));
    }

    static Format format(Name feed) {
        return DEFINITIONS.get(feed).format();
    }

    static List<Defect> defects(Name feed) {
        return DEFINITIONS.get(feed).defects();
    }

    private static List<Defect> withRepeats(Format format, List<Defect> defects) {
        List<Defect> all = new ArrayList<>(defects);
        all.add(new Defect(DefectKind.HEADER_REPEAT, row -> format.header().replace("\uFEFF", "")));
        all.add(new Defect(DefectKind.EXACT_DUPLICATE, UnaryOperator.identity()));
        return List.copyOf(all);
    }

    /** A row of its own (its id gets an X) with one wrong value. */
    private static Defect setting(char delimiter, DefectKind kind, int field, String value) {
        return new Defect(kind, row -> {
            Fields fields = new Fields(row, delimiter);
            return fields.with(0, fields.at(0) + "X").with(field, value).toString();
        });
    }

    /** The same key with other content. */
    private static Defect conflict(char delimiter, int field, String value) {
        return new Defect(
                DefectKind.KEY_CONFLICT,
                row -> new Fields(row, delimiter).with(field, value).toString());
    }

    private static Defect shortRow(char delimiter, int count) {
        return new Defect(
                DefectKind.SHORT_ROW,
                row -> new Fields(row, delimiter).cutTo(count).toString());
    }

    private static Defect longRow(char delimiter) {
        return new Defect(
                DefectKind.LONG_ROW,
                row -> new Fields(row, delimiter).plus("x").plus("y").toString());
    }
}
