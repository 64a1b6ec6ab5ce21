package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import io.nightjar.config.Purpose;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The one door from people to files. It alone makes {@link Recipient}s, which is all that a dialect can write: a row
 * without permission for the list's purpose and one of its channels cannot come into being.
 *
 * <p>Both purposes need the person's word for the channel, for that is the only consent that exports carry. An audience
 * of an advertising platform is never a service to the customer, whatever the person allows.
 */
public final class ConsentGate {
    private final Set<Channel> channels;

    /** @param channels by which the list may reach people, and the tool can */
    public ConsentGate(Purpose purpose, Set<Channel> channels) {
        EnumSet<Channel> open = EnumSet.noneOf(Channel.class);
        open.addAll(channels);
        if (purpose == Purpose.SERVICE) {
            open.remove(Channel.ADS);
        }
        this.channels = open;
    }

    /** The person as far as permission goes; empty where no channel is permitted and can reach them. */
    public Optional<Recipient> pass(Addressee person) {
        return pass(person, EnumSet.allOf(Channel.class));
    }

    /** The same by some of the channels only, such as those by which the person is to be contacted tonight. */
    public Optional<Recipient> pass(Addressee person, Set<Channel> only) {
        EnumSet<Channel> open = EnumSet.noneOf(Channel.class);
        for (Channel channel : channels) {
            if (only.contains(channel) && person.permitted().contains(channel) && canReach(channel, person)) {
                open.add(channel);
            }
        }
        return open.isEmpty() ? Optional.empty() : Optional.of(new Recipient(person, open, permitted(person)));
    }

    /** The person by numbers only, for a list of ids that no channel goes with. */
    public static Recipient numbersOf(Addressee person) {
        return new Recipient(person, Set.of(), Set.of());
    }

    private Set<Channel> permitted(Addressee person) {
        EnumSet<Channel> both = EnumSet.noneOf(Channel.class);
        both.addAll(person.permitted());
        both.retainAll(channels);
        return both;
    }

    private static boolean canReach(Channel channel, Addressee person) {
        return switch (channel) {
            case EMAIL -> !person.email().isEmpty();
            case SMS, PHONE -> !person.phone().isEmpty();
            case POST ->
                !person.street().isEmpty()
                        && !person.postcode().isEmpty()
                        && !person.city().isEmpty()
                        && !person.country().isEmpty();
            case ADS -> !person.email().isEmpty() || !person.phone().isEmpty();
        };
    }
}
