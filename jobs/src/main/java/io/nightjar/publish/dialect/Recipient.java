package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import java.util.Set;

/**
 * Somebody whom the list may reach, showing no more than the open channels need; what they do not need is empty. Only
 * {@link ConsentGate} makes one.
 */
public final class Recipient {
    private final Addressee person;
    private final Set<Channel> open;
    private final Set<Channel> permitted;

    Recipient(Addressee person, Set<Channel> open, Set<Channel> permitted) {
        this.person = person;
        this.open = open;
        this.permitted = permitted;
    }

    /** Whether the person allows the channel and the list uses it, reachable or not. */
    boolean permits(Channel channel) {
        return permitted.contains(channel);
    }

    /** Whether the channel is permitted, used by the list, and has what it needs. */
    boolean isReachedBy(Channel channel) {
        return open.contains(channel);
    }

    String customerId() {
        return person.customerId();
    }

    /** The retailer's own number of the person. */
    String customerKey() {
        return person.customerKey();
    }

    String products() {
        return person.products();
    }

    String reason() {
        return person.reason();
    }

    String firstName() {
        return open.isEmpty() ? "" : person.firstName();
    }

    String lastName() {
        return open.isEmpty() ? "" : person.lastName();
    }

    String language() {
        return open.isEmpty() ? "" : person.language();
    }

    String email() {
        return shown(person.email(), Channel.EMAIL, Channel.ADS);
    }

    String phone() {
        return shown(person.phone(), Channel.SMS, Channel.PHONE, Channel.ADS);
    }

    String street() {
        return shown(person.street(), Channel.POST);
    }

    String postcode() {
        return shown(person.postcode(), Channel.POST, Channel.ADS);
    }

    String city() {
        return shown(person.city(), Channel.POST, Channel.ADS);
    }

    String country() {
        return shown(person.country(), Channel.POST, Channel.ADS);
    }

    /** In international form, {@code +436601234567}; empty if there is none that can be one. */
    String internationalPhone(String defaultCountry) {
        String own = Countries.alpha2(person.country()).orElse(defaultCountry);
        return Phones.international(phone(), own);
    }

    private String shown(String value, Channel... channels) {
        for (Channel channel : channels) {
            if (open.contains(channel)) {
                return value;
            }
        }
        return "";
    }
}
