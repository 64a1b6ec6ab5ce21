package io.nightjar.publish;

import io.nightjar.config.Channel;
import io.nightjar.config.Purpose;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.TriggerDefinition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A segment, or those for whom a trigger is open, as far as files are concerned. */
record DeliveredList(String name, Purpose purpose, List<Channel> channels) {
    DeliveredList {
        channels = List.copyOf(channels);
    }

    /** All by name; a trigger for no channel is recorded and goes nowhere. */
    static Map<String, DeliveredList> of(List<SegmentDefinition> segments, List<TriggerDefinition> triggers) {
        Map<String, DeliveredList> all = new TreeMap<>();
        segments.forEach(it -> all.put(it.name(), new DeliveredList(it.name(), it.purpose(), it.channels())));
        triggers.stream()
                .filter(it -> !it.channels().isEmpty())
                .forEach(it -> all.put(it.name(), new DeliveredList(it.name(), it.purpose(), it.channels())));
        return all;
    }
}
