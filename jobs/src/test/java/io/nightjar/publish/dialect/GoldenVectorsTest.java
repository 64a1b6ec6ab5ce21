package io.nightjar.publish.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.nightjar.config.Channel;
import io.nightjar.config.Purpose;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tools by rules: normal forms written by hand, hashed by another program than ours. */
final class GoldenVectorsTest {
    private static final Dialects DIALECTS = new Dialects("DE", "MM/dd/yyyy");

    @Test
    void everyRuleOfEveryToolGivesTheGoldenValue() throws IOException {
        for (List<String> vector : vectors()) {
            assertThat(value(vector)).as("%s, %s", vector.get(0), vector.get(1)).isEqualTo(vector.get(5));
        }
    }

    @Test
    void everyToolHasItsVectors() throws IOException {
        assertThat(vectors().stream().map(vector -> vector.get(0)).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(DIALECTS.names());
        assertThat(vectors()).hasSizeGreaterThan(60);
    }

    @Test
    void headersAreTheToolsOwn() {
        assertThat(headers("google-customer-match")).isEqualTo("Email,Phone,First Name,Last Name,Country,Zip");
        assertThat(headers("meta")).isEqualTo("email,phone,fn,ln,ct,zip,country");
        assertThat(headers("tiktok")).isEqualTo("Email_SHA256,Phone_SHA256");
        assertThat(headers("braze"))
                .isEqualTo(
                        "external_id,nightjar_first_buyers,first_name,last_name,email,email_subscribe,phone,language,"
                                + "nightjar_first_buyers_on,nightjar_products");
        assertThat(headers("braze-parquet")).isEqualTo("EXTERNAL_ID,PAYLOAD");
        assertThat(headers("klaviyo")).startsWith("Email,First Name,Last Name,");
        assertThat(headers("salesforce-marketing-cloud"))
                .startsWith("SubscriberKey,")
                .endsWith(",EmailAddress");
        assertThat(headers("salesforce-mobileconnect")).isEqualTo("_MobileNumber,_Locale,_ContactKey");
        assertThat(headers("hubspot")).startsWith("Email,");
        assertThat(headers("mailchimp")).startsWith("Email Address,");
    }

    @Test
    void limitsAreTheToolsOwn() {
        assertThat(DIALECTS.named("braze").file().maxBytes()).isEqualTo(500_000_000);
        assertThat(DIALECTS.named("klaviyo").file().maxBytes()).isEqualTo(50_000_000);
        assertThat(DIALECTS.named("hubspot").file().maxBytes()).isEqualTo(512_000_000);
        assertThat(DIALECTS.named("hubspot").file().maxRows() + 1).isEqualTo(1_048_576);
        assertThat(DIALECTS.named("salesforce-mobileconnect").file().maxBytes()).isEqualTo(20_000_000);
        assertThat(DIALECTS.named("hubspot").file().within(10, 2000))
                .returns(10L, FileRules::maxRows)
                .returns(2000L, FileRules::maxBytes);
    }

    @Test
    void theSamePhoneAndTheSameAddressHashDifferentlyForGoogleAndMeta() {
        Map<String, String> google = row("google-customer-match");
        Map<String, String> meta = row("meta");
        assertThat(google.get("Email")).isNotEqualTo(meta.get("email"));
        assertThat(google.get("Phone")).isNotEqualTo(meta.get("phone"));
    }

    /** What we write where the vector says {@code vector.get(5)}. */
    static String value(List<String> vector) {
        Dialect dialect = DIALECTS.named(vector.get(0));
        Column column = dialect.columns(facts(dialect)).stream()
                .filter(it -> it.header().equals(vector.get(2)))
                .findFirst()
                .orElseThrow();
        return column.value().apply(recipient(dialect, vector.get(3)));
    }

    private static Map<String, String> row(String tool) {
        Dialect dialect = DIALECTS.named(tool);
        Recipient person = recipient(dialect, "email=jane.doe@gmail.com;phone=+18005550101");
        Map<String, String> row = new HashMap<>();
        dialect.columns(facts(dialect))
                .forEach(column -> row.put(column.header(), column.value().apply(person)));
        return row;
    }

    private static String headers(String tool) {
        Dialect dialect = DIALECTS.named(tool);
        return dialect.columns(facts(dialect)).stream().map(Column::header).collect(Collectors.joining(","));
    }

    private static ListFacts facts(Dialect dialect) {
        return new ListFacts("first-buyers", LocalDate.parse("2026-01-31"), "2026-01-31-ab", dialect.channels(), true);
    }

    private static Recipient recipient(Dialect dialect, String text) {
        Map<String, String> is = new HashMap<>(Map.of("email", "x@y.at", "phone", "+436600000000"));
        if (!text.isEmpty()) {
            Arrays.stream(text.split(";")).map(part -> part.split("=", 2)).forEach(part -> is.put(part[0], part[1]));
        }
        Set<Channel> permitted = is.containsKey("permitted")
                ? EnumSet.of(Channel.valueOf(is.get("permitted")))
                : EnumSet.allOf(Channel.class);
        if (dialect.name().equals("braze-parquet")) {
            permitted = EnumSet.of(Channel.EMAIL);
        }
        Addressee person = new Addressee(
                is.getOrDefault("customerId", ""),
                is.getOrDefault("customerKey", ""),
                is.getOrDefault("firstName", ""),
                is.getOrDefault("lastName", ""),
                is.get("email"),
                is.get("phone"),
                is.getOrDefault("street", ""),
                is.getOrDefault("postcode", ""),
                is.getOrDefault("city", ""),
                is.getOrDefault("country", ""),
                is.getOrDefault("language", ""),
                permitted,
                is.getOrDefault("products", ""),
                "");
        return new ConsentGate(Purpose.MARKETING, dialect.channels())
                .pass(person)
                .orElseThrow();
    }

    /** Tool, rule, header, person, what it is before hashing, what is written. */
    static List<List<String>> vectors() throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(
                        GoldenVectorsTest.class.getResourceAsStream("/dialects/golden-vectors.csv"),
                        StandardCharsets.UTF_8))) {
            return reader.stream().skip(1).map(CsvRecord::getFields).toList();
        }
    }
}
