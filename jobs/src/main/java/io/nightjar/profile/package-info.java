/**
 * What is known about each person on a date. Reads purchases, events, interactions and contacts by person; makes
 * {@code rfm}, {@code contact_points} and {@code customer_profiles}.
 */
package io.nightjar.profile;
