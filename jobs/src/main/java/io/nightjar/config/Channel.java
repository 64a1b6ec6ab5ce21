package io.nightjar.config;

import java.util.Arrays;

/** A way to reach a person. */
public enum Channel {
    /** E-mail. */
    EMAIL(0),
    /** Text message. */
    SMS(1),
    /** A call. */
    PHONE(2),
    /** A letter. */
    POST(3),
    /** Audiences of an advertising platform. */
    ADS(4);

    private final int place;

    Channel(int place) {
        this.place = place;
    }

    /** Place in arrays that have one for each channel, from 0 on. */
    public int place() {
        return place;
    }

    /** The channel of a place. */
    public static Channel at(int place) {
        return Arrays.stream(values())
                .filter(channel -> channel.place == place)
                .findFirst()
                .orElseThrow();
    }
}
