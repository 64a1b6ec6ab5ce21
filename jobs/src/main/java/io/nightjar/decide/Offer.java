package io.nightjar.decide;

import java.util.Arrays;

/** One contact that could be made: list, what it is about, and what it would bring by each channel, cost taken off. */
final class Offer {
    final int list;
    final String object;
    /** NaN where the channel cannot be used. */
    final double[] values;
    /** Whether it can be planned, as far as it goes by itself. */
    boolean isOpen = true;

    /** Why there is no contact; null if there is. */
    WhyNot why;

    String detail;
    /** The channel that was chosen; -1 as long as none is. */
    int channel = -1;

    double net;

    Offer(int list, String object) {
        this.list = list;
        this.object = object;
        this.values = new double[PlanRules.CHANNELS];
        Arrays.fill(values, Double.NaN);
    }

    void refuse(WhyNot reason, String words) {
        why = reason;
        detail = words;
        channel = -1;
    }

    boolean isPlanned() {
        return channel >= 0;
    }

    double value() {
        return isPlanned() ? values[channel] : Double.NaN;
    }
}
