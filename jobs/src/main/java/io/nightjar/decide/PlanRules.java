package io.nightjar.decide;

import io.nightjar.config.Channel;
import io.nightjar.config.PlanSettings;
import io.nightjar.config.PlannedList;
import io.nightjar.config.Priority;
import io.nightjar.config.Purpose;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the plan goes by, in a form that travels to where the people are; lists are numbers from 0 on. */
final class PlanRules implements Serializable {
    private static final long serialVersionUID = 1L;

    static final int CHANNELS = Channel.values().length;

    final LocalDate asOf;
    final int perWeek;
    final int perMonth;
    final int perNight;
    final int perTopic;
    final int quietAfterComplaintDays;
    final int quietAfterReturnDays;
    final double quietFromNeed;
    final double marginShare;
    final double careWorth;
    final double serviceWorth;
    private final double[] cost = new double[CHANNELS];
    private final double[] answerRate = new double[CHANNELS];
    private final long[] seats = new long[CHANNELS];
    private final String[] names;
    private final String[] topics;
    private final Priority[] priorities;
    private final boolean[] isMarketing;
    private final Channel[][] channels;
    private final int[] repeatDays;
    private final Map<String, Integer> places = new HashMap<>();

    PlanRules(PlanSettings settings, List<PlannedList> lists, LocalDate asOf) {
        this.asOf = asOf;
        this.perWeek = settings.perWeek();
        this.perMonth = settings.perMonth();
        this.perNight = settings.perNight();
        this.perTopic = settings.perTopic();
        this.quietAfterComplaintDays = settings.quietAfterComplaintDays();
        this.quietAfterReturnDays = settings.quietAfterReturnDays();
        this.quietFromNeed = settings.quietFromNeed();
        this.marginShare = settings.marginShare();
        this.careWorth = settings.careWorth();
        this.serviceWorth = settings.serviceWorth();
        for (Channel channel : Channel.values()) {
            cost[channel.place()] = settings.of(channel).cost();
            answerRate[channel.place()] = settings.of(channel).answerRate();
            seats[channel.place()] = settings.of(channel).seats().orElse(Long.MAX_VALUE);
        }
        names = lists.stream().map(PlannedList::name).toArray(String[]::new);
        topics = lists.stream().map(PlannedList::topic).toArray(String[]::new);
        priorities = lists.stream().map(PlannedList::priority).toArray(Priority[]::new);
        isMarketing = new boolean[names.length];
        channels = new Channel[names.length][];
        repeatDays = lists.stream().mapToInt(PlannedList::repeatDays).toArray();
        for (int list = 0; list < names.length; list++) {
            isMarketing[list] = lists.get(list).purpose() == Purpose.MARKETING;
            channels[list] = lists.get(list).channels().toArray(Channel[]::new);
            places.put(names[list], list);
        }
    }

    int list(String name) {
        return places.get(name);
    }

    String name(int list) {
        return names[list];
    }

    String topic(int list) {
        return topics[list];
    }

    Priority priority(int list) {
        return priorities[list];
    }

    int repeatDays(int list) {
        return repeatDays[list];
    }

    /** In the order of the list's file; an audience of a platform is never a service to the customer. */
    Channel[] channels(int list) {
        return channels[list];
    }

    boolean mayUse(int list, Channel channel) {
        return isMarketing[list] || channel != Channel.ADS;
    }

    double cost(Channel channel) {
        return cost[channel.place()];
    }

    double answerRate(Channel channel) {
        return answerRate[channel.place()];
    }

    /** Contacts that a night has room for. */
    long seats(int channel) {
        return seats[channel];
    }

    boolean isLimited(int channel) {
        return seats[channel] < Long.MAX_VALUE;
    }

    boolean hasLimits() {
        for (int channel = 0; channel < CHANNELS; channel++) {
            if (isLimited(channel)) {
                return true;
            }
        }
        return false;
    }

    /** What a contact of the list is worth beside the orders it brings. */
    double worth(int list) {
        return switch (priorities[list]) {
            case CARE -> careWorth;
            case SERVICE -> serviceWorth;
            case REMINDER, SALE -> 0;
        };
    }

    /** Whether only those who are left in peace otherwise are spoken to: care and service go on. */
    boolean sells(int list) {
        return priorities[list] == Priority.REMINDER || priorities[list] == Priority.SALE;
    }
}
