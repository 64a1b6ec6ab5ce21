package io.nightjar.decide;

/** Why somebody on a list is not contacted. */
enum WhyNot {
    TEST_ACCOUNT("test account"),
    CONTROL_GROUP("control group"),
    NO_PERMISSION("no permission"),
    NOT_REACHABLE("no address"),
    COMPLAINED("quiet after a complaint"),
    RETURNED("quiet after a return"),
    NEEDS_HELP("needs help first"),
    REPEATED("contacted by this list before"),
    SAME_TOPIC("same topic lately"),
    ENOUGH("contacted often enough"),
    HARMFUL("a message would do harm"),
    COSTS_MORE("costs more than it brings"),
    NO_SEAT("no seat left"),
    OTHER_LIST("something else goes first");

    private final String words;

    WhyNot(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
