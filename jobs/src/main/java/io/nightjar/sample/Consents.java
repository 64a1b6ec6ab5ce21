package io.nightjar.sample;

import io.nightjar.sample.Campaign.Channel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a person allows, channel by channel, and how that changed. */
final class Consents {
    /** A change of mind during the history. */
    record Change(Channel channel, long at, boolean isAllowed, String reason) {}

    private final Map<Channel, Boolean> allowed = new EnumMap<>(Channel.class);
    private final Map<Channel, Boolean> atFirst = new EnumMap<>(Channel.class);
    private final List<Change> changes = new ArrayList<>();

    static Consents draw(Dice dice) {
        Consents consents = new Consents();
        consents.allowed.put(Channel.EMAIL, dice.chance(0.82));
        consents.allowed.put(Channel.SMS, dice.chance(0.4));
        consents.allowed.put(Channel.PHONE, dice.chance(0.15));
        consents.allowed.put(Channel.POST, dice.chance(0.6));
        consents.allowed.put(Channel.ADS, dice.chance(0.5));
        consents.atFirst.putAll(consents.allowed);
        return consents;
    }

    boolean allows(Channel channel) {
        return allowed.getOrDefault(channel, false);
    }

    boolean allowedAtFirst(Channel channel) {
        return atFirst.getOrDefault(channel, false);
    }

    void change(Channel channel, boolean isAllowed, long at, String reason) {
        if (allows(channel) != isAllowed) {
            allowed.put(channel, isAllowed);
            changes.add(new Change(channel, at, isAllowed, reason));
        }
    }

    List<Change> changes() {
        return changes;
    }

    /** When the last change was made, or −1 if never. */
    long changedAt() {
        return changes.isEmpty() ? -1 : changes.get(changes.size() - 1).at();
    }
}
