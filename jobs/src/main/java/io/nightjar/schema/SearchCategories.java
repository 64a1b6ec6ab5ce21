package io.nightjar.schema;

import java.util.List;

/** The category that people mean by a search: one row per search term that several people have used. */
public final class SearchCategories {
    /** In lower case, single blanks. */
    public static final Field TERM = Field.string("search_term");

    public static final Field CATEGORY = Products.CATEGORY;
    /** Of what the term leads to, 0 to 1, the part in this category. */
    public static final Field SHARE = Field.real("category_share");
    /** Views and carts within half an hour of the search. */
    public static final Field EVIDENCE = Field.count("view_count");
    /** Who searched for it. */
    public static final Field PEOPLE = Field.count("searcher_count");
    /** {@code behaviour}, {@code name} or {@code both}. */
    public static final Field BASIS = Field.string("search_basis");

    public static final Table TABLE =
            new Table("search_categories", List.of(TERM), List.of(TERM, CATEGORY, SHARE, EVIDENCE, PEOPLE, BASIS));

    private SearchCategories() {}
}
