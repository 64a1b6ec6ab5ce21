package io.nightjar.publish.dialect;

import io.nightjar.config.Channel;
import java.time.LocalDate;
import java.util.Set;

/**
 * What is known of a list before its first row.
 *
 * @param segment name of the list
 * @param asOf date of the night
 * @param runId of the night
 * @param channels by which the list may reach people, and the tool can; empty for a list of ids
 * @param hasContacts whether contact data is known at all
 */
public record ListFacts(String segment, LocalDate asOf, String runId, Set<Channel> channels, boolean hasContacts) {
    public ListFacts {
        channels = Set.copyOf(channels);
    }

    boolean uses(Channel channel) {
        return channels.contains(channel);
    }

    /** Name of the attribute by which a tool remembers who is on the list. */
    String attribute() {
        return "nightjar_" + segment.replace('-', '_');
    }
}
