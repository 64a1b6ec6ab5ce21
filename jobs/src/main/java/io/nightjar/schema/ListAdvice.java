package io.nightjar.schema;

import java.util.List;

/** How large each list and its control group had better be: one row per segment and trigger. */
public final class ListAdvice {
    public static final Field LIST = ControlGroups.LIST;
    /** {@code segment} or {@code trigger}. */
    public static final Field LIST_KIND = Field.string("list_kind");
    /** People on it tonight; of a trigger, those for whom it fired and has not expired. */
    public static final Field MEMBER_COUNT = Segments.MEMBER_COUNT;

    public static final Field HELD_OUT_COUNT = Receipts.HELD_OUT_COUNT;
    /** Expected share of members who order within 30 days. */
    public static final Field EXPECTED_RATE = Field.real("expected_rate");
    /** Members who are expected to order within 30 days. */
    public static final Field EXPECTED_RESPONDERS = Field.real("expected_responders");
    /** The likeliest members that hold half of the expected responders, 70 % and 90 %. */
    public static final Field SIZE_50 = Field.count("size_50");

    public static final Field SIZE_70 = Field.count("size_70");
    public static final Field SIZE_90 = Field.count("size_90");
    /** Members for whom a contact by the list's cheapest channel brings more than it costs. */
    public static final Field PAYING_SIZE = Field.count("paying_size");
    /** What the list brings, cost taken off, if those alone are contacted. */
    public static final Field PAYING_VALUE = Field.real("paying_value");
    /** People that have to be held out to see the lift that the settings name; missing where no number would do. */
    public static final Field NEEDED_CONTROL = Field.count("needed_control");
    /** The smallest lift that tonight's control group can show; missing without one. */
    public static final Field DETECTABLE_LIFT = Field.real("detectable_lift");
    /** Share of its members who are held out of it alone, as drawn by hash; missing for lists without a control group. */
    public static final Field CONTROL_SHARE = Field.real("control_share");
    /** The night of the advice. */
    public static final Field ADVISED_ON = Field.date("advised_on");
    /** What to know of its control group. */
    public static final Field NOTE = Segments.NOTE;

    public static final Table TABLE = new Table(
            "list_advice",
            List.of(LIST),
            List.of(
                    LIST,
                    LIST_KIND,
                    MEMBER_COUNT,
                    HELD_OUT_COUNT,
                    EXPECTED_RATE,
                    EXPECTED_RESPONDERS,
                    SIZE_50,
                    SIZE_70,
                    SIZE_90,
                    PAYING_SIZE,
                    PAYING_VALUE,
                    NEEDED_CONTROL,
                    DETECTABLE_LIFT,
                    CONTROL_SHARE,
                    ADVISED_ON,
                    NOTE));

    private ListAdvice() {}
}
