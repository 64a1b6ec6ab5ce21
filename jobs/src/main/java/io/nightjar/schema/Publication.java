package io.nightjar.schema;

import java.util.List;

/**
 * Which run readers see: one row, flipped after all other tables. Who needs several tables of the very same night reads
 * them at the branch named here.
 */
public final class Publication {
    public static final Field RUN_ID = Field.string("run_id");
    public static final Field AS_OF_ON = Field.date("as_of_on");
    public static final Field BRANCH = Field.string("branch");

    public static final Table TABLE = new Table("publication", List.of(RUN_ID), List.of(RUN_ID, AS_OF_ON, BRANCH));

    private Publication() {}
}
