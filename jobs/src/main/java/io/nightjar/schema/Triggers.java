package io.nightjar.schema;

import java.util.List;

/** The triggers of the night: one row per trigger with how often it fired. */
public final class Triggers {
    public static final Field TRIGGER = TriggerEvents.TRIGGER;
    public static final Field DESCRIPTION = Segments.DESCRIPTION;
    public static final Field NEW_COUNT = Field.count("new_count");
    /** Fired earlier and not expired. */
    public static final Field OPEN_COUNT = Field.count("open_count");
    /** Why it was left out; missing where it was not. */
    public static final Field NOTE = Segments.NOTE;

    public static final Table TABLE =
            new Table("triggers", List.of(TRIGGER), List.of(TRIGGER, DESCRIPTION, NEW_COUNT, OPEN_COUNT, NOTE));

    private Triggers() {}
}
