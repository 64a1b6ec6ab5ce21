package io.nightjar.schema;

import java.util.List;

/** Records by person before persons have their ids: one row per record. */
public final class IdentityClusters {
    public static final Field SOURCE = IdentityLinks.SOURCE;
    public static final Field SOURCE_KEY = IdentityLinks.SOURCE_KEY;
    /** The person's first record as {@code source/key}. */
    public static final Field CLUSTER = Field.string("cluster");

    public static final Table TABLE = new Table(
            "identity_clusters",
            List.of(SOURCE, SOURCE_KEY),
            List.of(
                    SOURCE,
                    SOURCE_KEY,
                    CLUSTER,
                    IdentityLinks.RULE,
                    IdentityLinks.LINKED_SOURCE,
                    IdentityLinks.LINKED_SOURCE_KEY,
                    IdentityLinks.PROBABILITY,
                    IdentityLinks.EVIDENCE,
                    IdentityLinks.KEPT_APART));

    private IdentityClusters() {}
}
