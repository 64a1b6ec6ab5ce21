package io.nightjar.app;

import io.nightjar.config.ConfigException;
import io.nightjar.quality.BrokenInvariantException;
import io.nightjar.quality.DataQualityException;
import io.nightjar.store.StoreException;
import java.util.Locale;

/** How a command ends; numbers follow sysexits.h where one fits. */
enum ExitCode {
    OK(0),
    USAGE(64),
    DATA_REJECTED(65),
    INPUT_MISSING(66),
    UNAVAILABLE(69),
    INTERNAL(70),
    CANT_CREATE(73),
    IO(74),
    TEMPFAIL(75),
    PARTIAL_PUBLISH(76),
    NOPERM(77),
    CONFIG(78),
    SKIPPED(99),
    KILLED(137),
    TERMINATED(143);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** The code that says what kind of trouble it is, and so whether trying again helps. */
    static ExitCode of(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigException) {
                return CONFIG;
            }
            if (cause instanceof DataQualityException) {
                return DATA_REJECTED;
            }
            if (cause instanceof BrokenInvariantException) {
                return INTERNAL;
            }
            if (cause instanceof StoreException store) {
                return of(store);
            }
            String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (text.contains("no space left on device") || text.contains("disk quota exceeded")) {
                return IO;
            }
        }
        return INTERNAL;
    }

    private static ExitCode of(StoreException trouble) {
        return switch (trouble.kind()) {
            case UNAVAILABLE -> UNAVAILABLE;
            case IO -> IO;
            case NO_PERMISSION -> NOPERM;
            case CONFLICT -> TEMPFAIL;
            case MISSING_INPUT -> INPUT_MISSING;
            case HALF_PUBLISHED -> PARTIAL_PUBLISH;
        };
    }

    /** Whether the exception is one of ours, whose message is all that a person needs. */
    static boolean isExpected(Throwable trouble) {
        return trouble instanceof ConfigException
                || trouble instanceof DataQualityException
                || trouble instanceof BrokenInvariantException
                || trouble instanceof StoreException;
    }
}
