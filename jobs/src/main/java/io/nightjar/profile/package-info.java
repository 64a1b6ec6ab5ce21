/**
 * What is known about each person on a date. Reads purchases, events, interactions and contacts by person; makes
 * {@code rfm}, {@code activity}, {@code affinities}, {@code engagement}, {@code consents}, {@code contact_points} and
 * {@code customer_profiles}.
 */
package io.nightjar.profile;
