package io.nightjar.job;

import io.nightjar.store.TableCommit;
import java.util.Map;

/**
 * What the nights before have left, by table. They differ where a night is made again for its date: what it remembers is
 * of an earlier date, so that it comes out as it did the first time; what others have seen of this date is live.
 *
 * @param earlier commits of the newest published night of an earlier date
 * @param live commits of the night that is live
 */
public record Before(Map<String, TableCommit> earlier, Map<String, TableCommit> live) {
    public static final Before NOTHING = new Before(Map.of(), Map.of());

    public Before {
        earlier = Map.copyOf(earlier);
        live = Map.copyOf(live);
    }
}
