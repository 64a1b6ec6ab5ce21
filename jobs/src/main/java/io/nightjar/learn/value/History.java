package io.nightjar.learn.value;

/**
 * All that buy-till-you-die models ask about a customer on a date, in whatever unit of time.
 *
 * @param repeats orders after the first
 * @param last time from the first order to the last
 * @param age time from the first order to the date
 */
public record History(int repeats, double last, double age) implements Comparable<History> {
    public History {
        if (repeats < 0 || last < 0 || age < last) {
            throw new IllegalArgumentException("Invalid history: " + repeats + " repeats, last after " + last
                    + ", known for " + age + " (the last order cannot be after the date)");
        }
    }

    /** Time since the last order. */
    public double recency() {
        return age - last;
    }

    @Override
    public int compareTo(History other) {
        int byRepeats = Integer.compare(repeats, other.repeats);
        int byLast = byRepeats == 0 ? Double.compare(last, other.last) : byRepeats;
        return byLast == 0 ? Double.compare(age, other.age) : byLast;
    }
}
