package io.nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
    @Test
    void tellsListsApartThatJoinToTheSameText() {
        assertThat(new Fingerprint().add("ab").add("c").hex())
                .isNotEqualTo(new Fingerprint().add("a").add("bc").hex())
                .isNotEqualTo(new Fingerprint().add("abc").hex())
                .isEqualTo(new Fingerprint().add("ab").add("c").hex());
    }

    @Test
    void ofAFileAloneIsItsOrdinarySha256() throws IOException {
        byte[] abc = "abc".getBytes(StandardCharsets.UTF_8);
        assertThat(new Fingerprint().addStream(new ByteArrayInputStream(abc)).hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void shortFormIsItsBeginning() {
        assertThat(new Fingerprint().add("x").hex())
                .hasSize(64)
                .startsWith(new Fingerprint().add("x").shortHex());
        assertThat(new Fingerprint().add("x").shortHex()).hasSize(16);
    }
}
