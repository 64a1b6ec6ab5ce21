package io.nightjar.schema;

import java.util.List;

/** What each person is drawn to, buying, browsing, searching and answering apart: the first few values of each kind. */
public final class Affinities {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    /** {@code category}, {@code brand}, {@code price_band} or {@code channel}. */
    public static final Field KIND = Field.string("affinity_kind");
    /** {@code bought}, {@code browsed}, {@code searched} or {@code answered}. */
    public static final Field BASIS = Field.string("affinity_basis");

    public static final Field VALUE = Field.string("affinity_value");
    /** Place among the person's values of this kind and basis, 1 the most. */
    public static final Field RANK = Field.whole("affinity_rank");
    /** Order lines, views, searches or answers it rests on. */
    public static final Field EVIDENCE = Field.count("evidence_count");
    /** Of all the person's evidence of this kind and basis, 0 to 1, what is older counting less. */
    public static final Field SHARE = Field.real("affinity_share");
    /** The person's share, drawn to everybody's by how little evidence there is, over everybody's. */
    public static final Field LIFT = Field.real("affinity_lift");
    /** Probability, 0 to 1, that somebody of average taste would have shown less of it. */
    public static final Field CONFIDENCE = Field.real("affinity_confidence");

    public static final Table TABLE = new Table(
            "affinities",
            List.of(CUSTOMER_ID, KIND, BASIS, VALUE),
            List.of(CUSTOMER_ID, KIND, BASIS, VALUE, RANK, EVIDENCE, SHARE, LIFT, CONFIDENCE));

    private Affinities() {}
}
