package io.nightjar.measure;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Somebody in every export of the simulated shop, each value with a word in it that nothing else has, and a relative who
 * shares a phone number with them and nothing else.
 */
public final class PlantedPerson {
    public static final String EMAIL = "zqx.person@plantedmail.net";
    public static final String NUMBER = "CZQX7713";
    public static final String RELATIVE_EMAIL = "relative@plantedmail.net";
    private static final String CARD = "ZQX0099881";
    private static final String PHONE = "+436607713399";
    private static final String SHARED_PHONE = "+436605551188";

    private PlantedPerson() {}

    /** Whatever is found of the person below a folder holds one of these: too long to come about by chance. */
    public static List<String> words() {
        return List.of(
                "zqx.person",
                "zqxfirst",
                "zqxlast",
                "zqxtext",
                "zqx-nonsense",
                NUMBER,
                "czqx8888",
                CARD,
                "vzqx7713",
                PHONE.substring(3),
                sha256(EMAIL),
                sha256(PHONE));
    }

    /** Adds files of the person and the relative to a shop's exports. */
    public static void plant(Path exports) {
        write(
                exports.resolve("customers/crm-900.csv"),
                crm(NUMBER, "Zqxfirst", "Zqxlast", EMAIL, SHARED_PHONE) + relative());
        StringBuilder orders = new StringBuilder(webHeader());
        for (int month = 1; month <= 6; month++) {
            orders.append(order("WZ%d".formatted(month), NUMBER, EMAIL, PHONE, month));
            orders.append(order("WR%d".formatted(month), "CREL0001", RELATIVE_EMAIL, SHARED_PHONE, month));
        }
        // A guest's order, one that cannot be read, and one that came twice. Of the rows that cannot be read the page
        // shows the first file's, which is therefore this one.
        orders.append(order("WZ7", "", EMAIL, "", 6));
        orders.append("WZ8,1,%s,%s,,2026-06-03T08:00:00Z,P10651,1,9.99,0.00,zqx-nonsense,EUR,SALE\n"
                .formatted(NUMBER, EMAIL));
        orders.append(order("WZ1", NUMBER, EMAIL, PHONE, 1));
        write(exports.resolve("purchases/web-000.csv.gz"), orders.toString());
        write(
                exports.resolve("purchases/till-000.csv"),
                "Bon;Pos;Filiale;Karte;Datum;Artikel;Menge;Einzelpreis;Rabatt;Summe;W\u00e4hrung\n"
                        + "TZ1;1;1;%s;01.06.2026 10:06;P12352;1;24,49;0,00;24,49;EUR\n".formatted(CARD)
                        + "TZ2;1;1;%s;zqx-nonsense;P12352;1;24,49;0,00;24,49;EUR\n".formatted(CARD),
                Charset.forName("windows-1252"));
        write(
                exports.resolve("loyalty/members-900.jsonl"),
                "{\"card\":\"%s\",\"customer\":null,\"name\":{\"first\":\"Zqxfirst\",\"last\":\"Zqxlast\"},\"contact\":{\"mail\":\"%s\",\"mobile\":null},\"joined\":\"2025-06-28\",\"tier\":\"bronze\",\"points\":{\"balance\":9,\"nextExpiry\":null}}\n"
                        .formatted(CARD, EMAIL));
        write(
                exports.resolve("loyalty/events-900.csv.gz"),
                "EventId|Card|At|Points|Kind|Order\nLZ1|%s|1780736119|95|E|\n".formatted(CARD));
        write(
                exports.resolve("marketing/contacts-900.csv.gz"),
                "MessageId,CustomerNo,E-Mail,Campaign,Channel,Topic,SentAt,DeliveredAt,OpenedAt,ClickedAt,UnsubscribedAt,Group\n"
                        + "MZ1,%s,%s,2026-06-05-garden-email,email,Garden,2026-06-05 15:00:00,2026-06-05 15:06:23,,,,T\n"
                                .formatted(NUMBER, EMAIL));
        write(
                exports.resolve("service/tickets-900.jsonl"),
                "{\"id\":\"KZ1\",\"opened\":\"2026-06-03T03:12:04Z\",\"closed\":null,\"kind\":\"COMPLAINT\",\"channel\":\"mail\",\"customer\":{\"no\":null,\"mail\":\"%s\",\"tel\":null},\"order\":\"WZ1\",\"sku\":\"P12555\",\"stars\":null,\"lang\":\"en\",\"text\":\"Zqxtext: this is broken\"}\n"
                        .formatted(EMAIL));
    }

    /** Adds files in which the person is back under another number, with orders that name the number only. */
    public static void comeBack(Path exports) {
        write(exports.resolve("customers/crm-901.csv"), crm("CZQX8888", "Zqxfirst", "Zqxlast", EMAIL, ""));
        write(
                exports.resolve("purchases/web-901.csv.gz"),
                webHeader() + order("WZ20", "CZQX8888", "", "", 5) + order("WZ21", "CZQX8888", "", "", 6));
    }

    /** Adds clicks of the person: those of somebody else, with another visitor and login. */
    public static void click(Path exports) {
        org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(
                exports.resolve("clickstream/events-001.parquet").toUri());
        org.apache.hadoop.fs.Path to = new org.apache.hadoop.fs.Path(
                exports.resolve("clickstream/events-900.parquet").toUri());
        Configuration hadoop = new Configuration();
        try (ParquetReader<Group> rows =
                ParquetReader.builder(new GroupReadSupport(), from).build()) {
            Group row = rows.read();
            try (ParquetWriter<Group> out = ExampleParquetWriter.builder(to)
                    .withConf(hadoop)
                    .withType((MessageType) row.getType())
                    .build()) {
                for (int click = 0; click < 5; click++, row = rows.read()) {
                    out.write(clickOf(row, click));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Group clickOf(Group row, int click) {
        Map<String, String> ours =
                Map.of("eventId", "EZQX" + click, "visitorId", "vzqx7713", "sessionId", "szqx1", "userId", NUMBER);
        Group copy = new SimpleGroup(row.getType());
        for (Type field : row.getType().getFields()) {
            String name = field.getName();
            if (ours.containsKey(name)) {
                copy.add(name, ours.get(name));
            } else if (row.getFieldRepetitionCount(name) > 0) {
                switch (field.asPrimitiveType().getPrimitiveTypeName()) {
                    case INT32 -> copy.add(name, row.getInteger(name, 0));
                    case INT64 -> copy.add(name, row.getLong(name, 0));
                    case DOUBLE -> copy.add(name, row.getDouble(name, 0));
                    case BOOLEAN -> copy.add(name, row.getBoolean(name, 0));
                    case INT96 -> copy.add(name, row.getInt96(name, 0));
                    default -> copy.add(name, row.getBinary(name, 0));
                }
            }
        }
        return copy;
    }

    private static String crm(String number, String first, String last, String email, String phone) {
        return "CustomerNo,First Name,Last Name,E-Mail,Phone,Street,ZIP,City,Country,Birth Date,Language,Registered,Opt-In"
                + " E-Mail,Opt-In SMS,Opt-In Phone,Opt-In Post,Opt-In Ads,Consent Date,Last Change\n"
                + person(number, first, last, email, phone);
    }

    private static String person(String number, String first, String last, String email, String phone) {
        return row(number, first, last, email, phone, "80331,Wien,AT,06/05/1979,de,26/05/2024", "2024-05-26");
    }

    private static String relative() {
        return row(
                "CREL0001",
                "Marianne",
                "Bleibt",
                RELATIVE_EMAIL,
                SHARED_PHONE,
                "4020,Linz,AT,17/11/1951,de,03/02/2023",
                "2023-02-03");
    }

    private static String row(
            String number, String first, String last, String email, String phone, String home, String day) {
        return "%s,\"%s\",\"%s\",%s,%s,\"%s-Strasse 7\",%s,Y,Y,Y,Y,Y,%s 12:00:00,%s 12:00:00\n"
                .formatted(number, first, last, email, phone, last, home, day, day);
    }

    private static String webHeader() {
        return "OrderNo,Line,CustomerNo,E-Mail,Phone,OrderedAt,SKU,Qty,UnitPrice,Discount,LineTotal,Currency,Type\n";
    }

    private static String order(String order, String number, String email, String phone, int month) {
        return "%s,1,%s,%s,%s,2026-%02d-03T08:00:00Z,P10651,2,9.99,0.00,19.98,EUR,SALE\n"
                .formatted(order, number, email, phone, month);
    }

    private static void write(Path file, String text) {
        write(file, text, StandardCharsets.UTF_8);
    }

    private static void write(Path file, String text, Charset charset) {
        boolean isGzip = file.toString().endsWith(".gz");
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream packed = isGzip ? new GZIPOutputStream(out) : out) {
            packed.write(text.getBytes(charset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
