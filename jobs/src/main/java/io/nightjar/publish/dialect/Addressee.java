package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import java.util.Set;

/**
 * A member of a list with all that is known, and no right yet to be written anywhere: see {@link ConsentGate}. Texts
 * that are not known are empty.
 *
 * @param permitted channels that the person allows tonight
 * @param products what the person is likely to want next, in words
 * @param reason why the person is on the list
 */
public record Addressee(
        String customerId,
        String customerKey,
        String firstName,
        String lastName,
        String email,
        String phone,
        String street,
        String postcode,
        String city,
        String country,
        String language,
        Set<Channel> permitted,
        String products,
        String reason) {
    public Addressee {
        permitted = Set.copyOf(permitted);
    }
}
