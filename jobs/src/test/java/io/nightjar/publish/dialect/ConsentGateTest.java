package io.nightjar.publish.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.Channel;
import io.nightjar.config.Purpose;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConsentGateTest {
    @Test
    void nobodyPassesWithoutPermissionForAChannelOfTheList() {
        assertThat(pass(Purpose.MARKETING, Set.of(Channel.EMAIL), Set.of(Channel.SMS, Channel.ADS)))
                .isEmpty();
        assertThat(pass(Purpose.MARKETING, Set.of(), Set.of(Channel.EMAIL))).isEmpty();
        assertThat(pass(Purpose.MARKETING, Set.of(Channel.EMAIL), Set.of(Channel.EMAIL)))
                .isPresent();
    }

    @Test
    void showsOnlyWhatThePermittedChannelsNeed() {
        Recipient byMail = pass(Purpose.MARKETING, Set.of(Channel.EMAIL, Channel.SMS), Set.of(Channel.EMAIL))
                .orElseThrow();
        assertThat(byMail.email()).isEqualTo("a@b.at");
        assertThat(byMail.phone()).isEmpty();
        assertThat(byMail.internationalPhone("AT")).isEmpty();
        assertThat(byMail.street() + byMail.postcode() + byMail.city() + byMail.country())
                .isEmpty();
        Recipient byPhone = pass(Purpose.MARKETING, Set.of(Channel.PHONE), Set.of(Channel.PHONE, Channel.EMAIL))
                .orElseThrow();
        assertThat(byPhone.email()).isEmpty();
        assertThat(byPhone.phone()).isEqualTo("+436601234567");
    }

    @Test
    void anAudienceOfAnAdvertisingPlatformIsNoService() {
        assertThat(pass(Purpose.SERVICE, Set.of(Channel.ADS), Set.of(Channel.ADS)))
                .isEmpty();
        assertThat(pass(Purpose.SERVICE, Set.of(Channel.EMAIL), Set.of(Channel.EMAIL)))
                .isPresent();
        assertThat(pass(Purpose.SERVICE, Set.of(Channel.EMAIL), Set.of())).isEmpty();
    }

    @Test
    void listOfIdsShowsNothingElse() {
        Recipient numbers = ConsentGate.numbersOf(person(Set.of(Channel.values())));
        assertThat(numbers.customerId()).isEqualTo("c1");
        assertThat(numbers.firstName() + numbers.email() + numbers.phone() + numbers.street() + numbers.language())
                .isEmpty();
    }

    @Test
    void onlyTheGateMakesRecipients() {
        for (Constructor<?> constructor : Recipient.class.getDeclaredConstructors()) {
            assertThat(Modifier.isPublic(constructor.getModifiers())).isFalse();
        }
    }

    private static Optional<Recipient> pass(Purpose purpose, Set<Channel> channels, Set<Channel> permitted) {
        return new ConsentGate(purpose, channels).pass(person(permitted));
    }

    private static Addressee person(Set<Channel> permitted) {
        return new Addressee(
                "c1",
                "1",
                "Ann",
                "Lee",
                "a@b.at",
                "+436601234567",
                "Ring 1",
                "1010",
                "Wien",
                "AT",
                "de",
                permitted,
                "",
                "");
    }
}
