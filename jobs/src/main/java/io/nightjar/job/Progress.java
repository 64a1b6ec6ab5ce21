package io.nightjar.job;

import java.time.Duration;

/** Who hears how far the night is. */
public interface Progress {
    /** A step begins. */
    void begins(String step);

    /** A step has ended with so many rows. */
    void ends(String step, long rows, Duration took);

    /** A step was done by an earlier attempt and is kept. */
    void kept(String step, long rows);

    /** Hears nothing. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void begins(String step) {}

            @Override
            public void ends(String step, long rows, Duration took) {}

            @Override
            public void kept(String step, long rows) {}
        };
    }
}
