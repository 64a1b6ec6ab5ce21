/**
 * Models and their scores. Reads purchases, profiles and products; makes {@code next_best_products} and
 * {@code churn_scores}, each with a model card.
 */
package io.nightjar.model;
