package io.nightjar.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A segment or a trigger as the contact plan and its control group see it.
 *
 * @param isTrigger whether it is a trigger
 * @param topic lists of one topic share a limit
 * @param controlShare of its people who are held out
 * @param isSizedByNeed whether more of them are where that is needed to see what the list does
 * @param repeatDays it does not contact a person again within so many days
 */
public record PlannedList(
        String name,
        boolean isTrigger,
        Purpose purpose,
        List<Channel> channels,
        Priority priority,
        String topic,
        double controlShare,
        boolean isSizedByNeed,
        int repeatDays) {
    /** With a share of its own, as large as that. */
    public PlannedList(
            String name,
            boolean isTrigger,
            Purpose purpose,
            List<Channel> channels,
            Priority priority,
            String topic,
            double controlShare,
            int repeatDays) {
        this(name, isTrigger, purpose, channels, priority, topic, controlShare, false, repeatDays);
    }

    /** All lists that contact people, by name. */
    public static List<PlannedList> of(
            List<SegmentDefinition> segments, List<TriggerDefinition> triggers, DecideSettings settings) {
        List<PlannedList> all = new ArrayList<>();
        segments.stream()
                .filter(it -> it.contact().planned() && !it.channels().isEmpty())
                .forEach(it -> all.add(of(
                        it.name(),
                        false,
                        it.purpose(),
                        it.channels(),
                        it.contact(),
                        settings.plan().repeatDays(),
                        settings)));
        triggers.stream()
                .filter(it -> it.contact().planned() && !it.channels().isEmpty())
                .forEach(it -> all.add(of(it.name(), true, it.purpose(), it.channels(), it.contact(), 0, settings)));
        all.sort(Comparator.comparing(PlannedList::name));
        return List.copyOf(all);
    }

    private static PlannedList of(
            String name,
            boolean isTrigger,
            Purpose purpose,
            List<Channel> channels,
            ContactTerms terms,
            int repeatDays,
            DecideSettings settings) {
        boolean isMarketing = purpose == Purpose.MARKETING;
        return new PlannedList(
                name,
                isTrigger,
                purpose,
                List.copyOf(channels),
                terms.priority().orElse(isMarketing ? Priority.SALE : Priority.SERVICE),
                terms.topic().orElse(name),
                terms.controlShare().orElse(isMarketing ? settings.control().listShare() : 0.0),
                isMarketing && terms.controlShare().isEmpty(),
                terms.repeatDays().orElse(repeatDays));
    }
}
