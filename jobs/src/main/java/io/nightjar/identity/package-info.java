/**
 * Who is who, and whose rows are whose. Reads the staged sources; makes {@code identity_links} and the purchases and
 * events that carry a {@code customer_id}.
 */
package io.nightjar.identity;
