/**
 * From exports to typed rows that are accounted for. Reads the feeds; makes {@code stg_*}, {@code rejected_rows},
 * {@code feed_accounts} and {@code source_readiness}.
 */
package io.nightjar.staging;
