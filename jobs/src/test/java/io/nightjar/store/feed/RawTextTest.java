package io.nightjar.store.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.FeedFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a refused record may be kept. */
final class RawTextTest {
    private static final List<String> COLUMNS = List.of("order_id", "Email", "note", "amount");
    private static final Set<String> CONTACT = Set.of("email");
    private static final Tokeniser TOKENS = new Tokeniser("key".getBytes(StandardCharsets.UTF_8));
    // printf 'ann@example.com' | openssl dgst -sha256 -hmac key
    private static final String ANN = "tok_9e477c88a6434858";

    @Test
    void givesTheSameTokenWhateverCaseAndBlanks() {
        assertThat(TOKENS.token("ann@example.com")).isEqualTo(ANN);
        assertThat(TOKENS.token(" Ann@Example.COM ")).isEqualTo(ANN);
        assertThat(TOKENS).hasToString("Tokeniser[****]");
        assertThatThrownBy(() -> new Tokeniser(new byte[0])).hasMessage("Invalid token key: it is empty");
    }

    @Test
    void replacesContactColumnsAndKeepsTheRest() {
        assertThat(csv("ORD-2026-0001234,Ann@Example.com,\"red, big\",1.50"))
                .isEqualTo("ORD-2026-0001234," + ANN + ",\"red, big\",1.50");
        assertThat(csv("1,\"Doe, \"\"Ann\"\"\",,")).isEqualTo("1," + TOKENS.token("Doe, \"Ann\"") + ",,");
        assertThat(csv("1,,x,2")).isEqualTo("1,,x,2");
    }

    @Test
    void replacesAddressesInOtherColumns() {
        assertThat(csv("1,,write to <ann@example.com>.,2")).isEqualTo("1,,write to <" + ANN + ">.,2");
        assertThat(csv("1,,https://x.example/?m=ann%40example.com&a=b,2"))
                .isEqualTo("1,,https://x.example/?m=" + ANN + "&a=b,2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+49 171 1234567",
                "+491711234567",
                "(030) 123-4567",
                "0171-1234567",
                "030 / 1234567",
                "555-123-4567",
                "1-555-123-4567",
                "020 7946 0958",
                "+1 (555) 123-4567",
                "06.12 34 56 78",
                "600 123 456"
            })
    void replacesPhoneNumbers(String phone) {
        String masked = ContactText.masked("call " + phone + ", please", TOKENS);
        assertThat(masked).matches("call tok_[0-9a-f]{16}, please");
    }

    @Test
    void findsThePhoneNumberBehindADateOrAnotherPhoneNumber() {
        assertThat(ContactText.masked("31.01.2026 0171 1234567", TOKENS)).matches("31.01.2026 tok_[0-9a-f]{16}");
        assertThat(ContactText.masked("0171 1234567 030 1234567 x", TOKENS)).matches("tok_[0-9a-f]{16} x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORD-2026-0001234",
                "536412001",
                "4006381333931",
                "2026-000123",
                "112-1234567-1234567",
                "P 19999, blue",
                "2026-01-31",
                "31.01.2026",
                "05-01-2026",
                "05-01-2026 10:15",
                "0001-01-01",
                "2026-01-31 10:15:00",
                "2026-01-31T10:15:00+01:00",
                "01/31/2026 10:15",
                "20260131 101500",
                "1234567.89",
                "1 234 567,50",
                "1 234 567.50",
                "-12.50",
                "85123A",
                "10.0.0.12",
                "1,234,567.00",
                "2026-01-31 2026-02-01",
                "c3f1a2b4-1234-5678-9012-123456789012",
                "12 x 34 cm"
            })
    void keepsIdsProductNumbersDatesAndAmounts(String value) {
        assertThat(ContactText.masked(value, TOKENS)).isEqualTo(value);
    }

    @Test
    void showsOnlyShapesWhenTheRecordDoesNotFitItsHeader() {
        assertThat(csv("12,Ann Müller,ann@example.com,+49 171 1234567,3.5"))
                .isEqualTo("12,Aaa Aaaaaa,aaa@aaaaaaa.aaa,+99 999 9999999,3.5");
        assertThat(csv("12,\"Ann")).isEqualTo("12,\"Aaa");
    }

    @Test
    void keepsAMisfitRecordOfAFeedWithoutContactColumns() {
        assertThat(RawText.masked(COLUMNS, ',', FeedFormat.CSV, Set.of(), "12,blue lamp,ann@example.com", TOKENS))
                .isEqualTo("12,blue lamp," + ANN);
    }

    @Test
    void replacesContactKeysOfJsonAtAnyDepth() {
        assertThat(json("{\"order_id\":\"A-1\",\"EMAIL\":\"ann@example.com\",\"amount\":1.70,\"x\":{\"email\":null,"
                        + "\"y\":[true,\"to ann@example.com\",{\"email\":\"ann@example.com\"}]}}"))
                .isEqualTo("{\"order_id\":\"A-1\",\"EMAIL\":\"" + ANN + "\",\"amount\":1.70,\"x\":{\"email\":null,"
                        + "\"y\":[true,\"to " + ANN + "\",{\"email\":\"" + ANN + "\"}]}}");
    }

    @Test
    void showsOnlyShapesOfCutJson() {
        assertThat(json("{\"order_id\":12,\"email\":\"ann@exam")).isEqualTo("{\"order_id\":12,\"email\":\"aaa@aaaa");
        assertThat(json("Ann 1234567")).isEqualTo("Aaa 9999999");
    }

    private static String csv(String raw) {
        return RawText.masked(COLUMNS, ',', FeedFormat.CSV, CONTACT, raw, TOKENS);
    }

    private static String json(String raw) {
        return RawText.masked(COLUMNS, ',', FeedFormat.JSON, CONTACT, raw, TOKENS);
    }
}
