package io.nightjar.learn.sequence;

import java.io.Serializable;

/**
 * What is kept about carts beside the model: shares by path, and from where on a cart is believed.
 *
 * @param shares of carts that were bought, by the last steps of the visit
 * @param threshold trust from which on a cart is believed, 0 to 1, of whoever scores
 */
public record PathRule(PathShares shares, double threshold) implements Serializable {}
