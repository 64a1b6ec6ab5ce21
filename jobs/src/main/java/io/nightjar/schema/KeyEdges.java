package io.nightjar.schema;

/** Pairs of records that name the same exact key: the same columns as {@link IdentityEdges}, one hub per key. */
public final class KeyEdges {
    public static final Table TABLE = new Table("key_edges", IdentityEdges.TABLE.key(), IdentityEdges.TABLE.fields());

    private KeyEdges() {}
}
