package io.nightjar.schema;

import java.util.List;

/** How the night was made: one row per step that makes a table. The only published table that tells of time it took. */
public final class RunLog {
    public static final Field RUN_ID = Publication.RUN_ID;
    /** As in {@code nightjar job STEP}. */
    public static final Field STEP = Field.string("step");

    public static final Field STEP_NUMBER = Field.whole("step_number");
    public static final Field TABLE_NAME = Field.string("table_name");
    public static final Field ROWS = Field.count("row_count");
    /** Of this run; none where the step was kept. */
    public static final Field SECONDS = Field.real("took_seconds");
    /** Whether an earlier run had made the same already. */
    public static final Field IS_REUSED = Field.flag("is_reused");

    public static final Table TABLE = new Table(
            "run_log", List.of(RUN_ID, STEP), List.of(RUN_ID, STEP, STEP_NUMBER, TABLE_NAME, ROWS, SECONDS, IS_REUSED));

    private RunLog() {}
}
