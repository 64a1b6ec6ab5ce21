package io.nightjar.identity.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.SettingsLoader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an address is good for, with the default settings. */
final class ContactRulesTest {
    private static final ContactRules RULES = new ContactRules(
            new SettingsLoader(Map.of()).load(List.of(), Map.of(), Map.of()).identity());

    @ParameterizedTest
    @CsvSource({
        "ann@mail.at, ann@mail.at, ann@mail.at",
        "Ann@Example.com, , ann@example.com",
        "ann+shop@example.org, , ann@example.org",
        "noreply@mail.at, , ",
        "test@example.com, , ",
        "Test+1@mail.at, , ",
        "ann@mail, , ann@mail",
    })
    void anAddressOfABlockedDomainIsNoKeyButEvidenceAndABlockedMailboxIsNeither(
            String raw, String key, String evidence) {
        assertThat(RULES.email(raw)).isEqualTo(key);
        assertThat(RULES.roughEmail(raw)).isEqualTo(evidence);
    }
}
