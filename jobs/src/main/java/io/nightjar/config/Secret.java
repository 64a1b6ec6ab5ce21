package io.nightjar.config;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key or password. It never prints itself.
 *
 * @param revealed the secret itself, for the one call that needs it; never empty
 */
public record Secret(String revealed) {
    static final String MASK = "****";

    public Secret {
        if (revealed.isEmpty()) {
            throw new ConfigException("A secret must not be empty");
        }
    }

    /** Sixteen hex digits that tell two keys apart and say nothing about either, for manifests. */
    public String id() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(revealed.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] digest = mac.doFinal("nightjar key id".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return MASK;
    }
}
