package io.nightjar.store;

import java.util.List;
import java.util.Map;

/**
 * The proof that a table is complete: written last, after its rows were read back.
 *
 * @param table name
 * @param fingerprint of everything the content follows from
 * @param data folder with the Parquet files, below the commit's own; null for a table that is only a view of others
 * @param rows how many
 * @param contentHash order-free hash of all rows
 * @param partOf what its fingerprint was made of, for people who ask why something was made anew
 * @param findings results of the checks, as JSON texts
 * @param card model cards as a JSON list; null for tables that no model made
 */
public record TableCommit(
        String table,
        String fingerprint,
        String data,
        long rows,
        String contentHash,
        Map<String, String> partOf,
        List<CheckResult> findings,
        String card) {}
