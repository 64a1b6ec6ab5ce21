/**
 * What a customer is worth: how often they will order again (buy-till-you-die models), how much an order is worth
 * (Gamma-Gamma), and a boosted correction that learns from later periods where those models are off.
 */
package io.nightjar.learn.value;
