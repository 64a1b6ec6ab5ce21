package io.nightjar.store.feed;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Replaces contact data by tokens: the same value gives the same token, and only who has the key can make one. */
public final class Tokeniser implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int BYTES = 8;

    private final byte[] key;

    public Tokeniser(byte[] key) {
        this.key = key.clone();
    }

    /** Tells two keys apart and nothing else. */
    public String id() {
        return token("nightjar");
    }

    /** {@code tok_} and 16 hexadecimal digits of the HMAC-SHA-256 of the trimmed, lower-cased value. */
    public String token(String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] hash = mac.doFinal(value.trim().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            return "tok_" + HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
        }
    }
}
