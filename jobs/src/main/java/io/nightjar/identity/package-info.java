/**
 * Who is who, and whose rows are whose. Reads the staged sources; makes {@code identity_links} with lasting ids,
 * {@code identity_changes}, {@code households} and {@code person_flags}, and the purchases, events, interactions and
 * contacts that carry a {@code customer_id}.
 */
package io.nightjar.identity;
