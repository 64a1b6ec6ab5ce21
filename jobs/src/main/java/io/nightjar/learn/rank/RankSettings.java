package io.nightjar.learn.rank;

import io.nightjar.learn.factor.FactorSettings;
import java.io.Serializable;

/**
 * How recommendations are learned; nothing here depends on the shop.
 *
 * @param size of the lists
 * @param trees of the ranker
 * @param examples people to learn weights and trees from at most
 * @param neighbours people who can be asked as neighbours at most
 * @param ease products at most that EASE is learned for
 * @param taste of the factorisation
 */
public record RankSettings(Size size, int trees, int examples, int neighbours, int ease, FactorSettings taste) {
    /**
     * How long lists are.
     *
     * @param k products in a list
     * @param apart repeats and new products that everybody gets at least, below the list if need be
     * @param each new products per source of candidates
     */
    public record Size(int k, int apart, int each) implements Serializable {}
}
