package io.nightjar;

import io.nightjar.config.IdentitySettings;
import io.nightjar.config.LinkSettings;
import io.nightjar.identity.ClusterRecords;
import io.nightjar.identity.CollectIdentifiers;
import io.nightjar.identity.CompareIdentities;
import io.nightjar.identity.LinkByKeys;
import io.nightjar.identity.ListBlockedKeys;
import io.nightjar.identity.ResolveIdentities;
import io.nightjar.job.TableJob;
import io.nightjar.store.feed.Tokeniser;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The identity part of a night: its jobs one after the other, each table made once and kept in memory. */
public final class IdentityNight {
    private final List<TableJob> jobs;

    public IdentityNight(IdentitySettings identity, LinkSettings links, Tokeniser tokeniser) {
        jobs = List.of(
                new CollectIdentifiers(identity, tokeniser),
                new ListBlockedKeys(identity),
                new LinkByKeys(links),
                new ClusterRecords(links),
                new ResolveIdentities(links),
                new CompareIdentities(links));
    }

    /** Makes the tables beside those that are there; what an earlier night made must be put in as last night's. */
    public void run(Tables in, LocalDate asOf) {
        for (TableJob job : jobs) {
            Dataset<Row> made = job.build(in, asOf).select(job.output().columns());
            in.with(
                    job.output(),
                    made.sparkSession()
                            .createDataFrame(made.collectAsList(), job.output().structType()));
        }
    }
}
