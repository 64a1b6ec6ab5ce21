package io.nightjar.store.feed;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Turns a contact value into a token that is the same wherever the value occurs and cannot be turned back. */
public final class Tokeniser implements Serializable {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int TOKEN_BYTES = 8;

    private final byte[] key;

    public Tokeniser(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("Invalid token key: it is empty");
        }
        this.key = key.clone();
    }

    /** Tells two keys apart and nothing else. */
    public String id() {
        return token("nightjar");
    }

    /** {@code tok_} and 16 hexadecimal digits of the value's HMAC-SHA-256, its case and the blanks around it aside. */
    public String token(String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] hash = mac.doFinal(value.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            return "tok_" + HexFormat.of().formatHex(hash, 0, TOKEN_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "Tokeniser[****]";
    }
}
