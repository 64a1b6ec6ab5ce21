package io.nightjar.schema;

import java.util.List;

/** Every promise that was checked tonight: one row per check. */
public final class QualityResults {
    public static final Field CHECK_NAME = Field.string("check_name");
    public static final Field OBSERVED = Field.string("observed");
    public static final Field ALLOWED = Field.string("allowed");
    /** What the bounds rest on, as {@code 12 published runs}. */
    public static final Field BASIS = Field.string("basis");

    public static final Field SEVERITY = Field.string("severity");
    public static final Field RESULT = Field.string("result");

    public static final Table TABLE = new Table(
            "quality_results", List.of(CHECK_NAME), List.of(CHECK_NAME, OBSERVED, ALLOWED, BASIS, SEVERITY, RESULT));

    private QualityResults() {}
}
