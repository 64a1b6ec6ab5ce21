package io.nightjar.config;

/**
 * How runs are kept apart and how long they are kept.
 *
 * @param heartbeatSeconds between two signs of life in the lock, 1 to 3600
 * @param staleLockSeconds a lock without a sign of life for this long may be taken, more than twice the heartbeat
 * @param jobsSideBySide jobs of one night that run at the same time, 1 to 64
 * @param keepRuns work areas of published runs kept for rollback, 1 or more
 */
public record RunSettings(int heartbeatSeconds, int staleLockSeconds, int jobsSideBySide, int keepRuns) {
    public RunSettings {
        new Checks()
                .between("heartbeat-seconds", 1, 3600, heartbeatSeconds)
                .that(
                        staleLockSeconds > 2L * heartbeatSeconds,
                        "stale-lock-seconds",
                        "must be more than twice run.heartbeat-seconds (" + heartbeatSeconds + ") but is "
                                + staleLockSeconds)
                .between("jobs-side-by-side", 1, 64, jobsSideBySide)
                .positive("keep-runs", keepRuns)
                .done();
    }
}
