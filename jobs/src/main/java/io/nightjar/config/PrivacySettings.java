package io.nightjar.config;

import java.util.Optional;

/**
 * What protects contact data.
 *
 * @param key makes tokens of contact data, 16 characters or more, from {@code privacy.key-env} or
 *     {@code privacy.key-file}; absent when neither is set
 */
public record PrivacySettings(Optional<Secret> key) {
    private static final int SHORTEST_KEY = 16;

    public PrivacySettings {
        new Checks()
                .that(
                        key.map(secret -> secret.revealed().length() >= SHORTEST_KEY)
                                .orElse(true),
                        "key",
                        "must have " + SHORTEST_KEY + " characters or more: contact data could be guessed otherwise")
                .done();
    }
}
