package io.nightjar.job;

import java.time.LocalDate;

/**
 * Takes rows out of the house, to one destination, in three steps that can each be repeated: stage under the run's own
 * id, audit by reading back, flip. A reader of the destination sees the old night or the new one.
 */
public non-sealed interface DeliveryJob extends Job {
    /** Puts tonight's rows beside what is live, reads them back, and fails if they are not the same. */
    DeliveryReport stage(Inputs in, LocalDate asOf, String runId);

    /** Makes the staged run the live one; does nothing where it already is. Needs nothing but the run's id. */
    void flip(String runId);

    /** Shows readers an earlier run again that was live before and is still kept; can be repeated like a flip. */
    default void goBack(String runId) {
        flip(runId);
    }

    /** Deletes all that any other run left at the destination, for good: somebody is to be forgotten. */
    void forgetOthers(String runId);

    /** The run that readers see; empty before the first. */
    java.util.Optional<String> live();
}
