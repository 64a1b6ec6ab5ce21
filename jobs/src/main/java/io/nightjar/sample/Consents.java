package io.nightjar.sample;

import io.nightjar.sample.Campaign.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a person allows, channel by channel, and how that changed. */
final class Consents {
    /** A change of mind during the history. */
    record Change(Channel channel, long at, boolean isAllowed, String reason) {}

    private final Map<Channel, Boolean> allowed = new EnumMap<>(Channel.class);
    private final Map<Channel, Boolean> atFirst = new EnumMap<>(Channel.class);
    private final Deque<Change> plans = new ArrayDeque<>();
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

    /** Some will change their mind for no reason the shop can see. */
    void plan(long from, long end, Dice dice) {
        List<Change> drawn = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            if (dice.chance(0.02)) {
                long at = from + (long) (dice.unit() * (end - from));
                drawn.add(new Change(channel, at, !allows(channel), "own_wish"));
            }
        }
        drawn.sort(Comparator.comparingLong(Change::at));
        plans.addAll(drawn);
    }

    /** Lets time go by until this moment. */
    void passUntil(long at) {
        while (!plans.isEmpty() && plans.getFirst().at() < at) {
            Change planned = plans.removeFirst();
            change(planned.channel(), planned.isAllowed(), planned.at(), planned.reason());
        }
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
        return changes.stream().mapToLong(Change::at).max().orElse(-1);
    }
}
