package io.nightjar.schema;

import java.util.List;

/** Where each person answers: one row per person and channel that they may and can be reached by. */
public final class ChannelScores {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field CHANNEL = Contacts.CHANNEL;
    /** Share, 0 to 1, of messages answered, the person's own drawn towards the channel's by how few they are. */
    public static final Field ANSWER_RATE = Field.real("answer_rate");
    /** Messages of this channel that the person's own share rests on. */
    public static final Field ANSWER_EVIDENCE = Field.count("answer_evidence");
    /** Place among the person's reachable channels, 1 the best. */
    public static final Field CHANNEL_RANK = Field.whole("channel_rank");
    /** Hour of the day, 0 to 23, in which the person answers most; missing where too little is known. */
    public static final Field BEST_HOUR = Field.whole("best_hour");
    /** {@code own}, {@code group} or {@code not_enough_data}: what the rate and the hour rest on. */
    public static final Field CHANNEL_BASIS = Field.string("channel_basis");

    public static final Table TABLE = new Table(
            "channel_scores",
            List.of(CUSTOMER_ID, CHANNEL),
            List.of(CUSTOMER_ID, CHANNEL, ANSWER_RATE, ANSWER_EVIDENCE, CHANNEL_RANK, BEST_HOUR, CHANNEL_BASIS));

    private ChannelScores() {}
}
