package io.nightjar.sample;

import java.time.LocalDate;

/**
 * Which shop to simulate. The files depend on all of these except the threads.
 *
 * @param customers real people who are customers, 1 to 10,000,000; the records about them are more
 * @param months length of the history, 1 to 60
 * @param lastDay last day of the history
 * @param seed another seed gives another shop
 * @param threads how many threads write at once, 1 to 256
 */
public record SampleSettings(long customers, int months, LocalDate lastDay, long seed, int threads) {
    public static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);

    public SampleSettings {
        requireWithin("customers", customers, 10_000_000);
        requireWithin("months", months, 60);
        requireWithin("threads", threads, 256);
    }

    private static void requireWithin(String name, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "Cannot make sample data: " + name + " must be between 1 and " + most + " but is " + value);
        }
    }

    LocalDate firstDay() {
        return lastDay.plusDays(1).minusMonths(months);
    }
}
