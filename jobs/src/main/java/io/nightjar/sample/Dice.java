package io.nightjar.sample;

/**
 * A seeded source of chance (SplitMix64). Uses {@link StrictMath}, because {@link Math} may differ in the last bit
 * between machines, and one bit is another shop.
 */
final class Dice {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;
    private double spareGaussian = Double.NaN;

    private Dice(long state) {
        this.state = state;
    }

    static Dice of(long seed, Stream stream, long number) {
        return new Dice(mix(mix(seed, stream.salt()), number));
    }

    /** Chances that must not disturb each other have streams of their own. */
    enum Stream {
        CATALOGUE(1),
        CAMPAIGNS(2),
        HOUSEHOLD(3),
        PERSON(4),
        LIFE(5),
        BROWSING(6),
        VISITOR(7),
        DEFECT(8),
        HASH(9);

        private final long salt;

        Stream(long salt) {
            this.salt = salt;
        }

        long salt() {
            return salt;
        }
    }

    static long mix(long a, long b) {
        return scramble(a * STEP + scramble(b + STEP));
    }

    private static long scramble(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long bits() {
        state += STEP;
        return scramble(state);
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    double between(double low, double high) {
        return low + (high - low) * unit();
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** Uniform in 0 … bound − 1. */
    int below(int bound) {
        return (int) (((bits() >>> 33) * bound) >>> 31);
    }

    int within(int low, int high) {
        return low + below(high - low + 1);
    }

    <T> T pick(T[] choices) {
        return choices[below(choices.length)];
    }

    /** An index drawn by running totals. */
    int weighted(double[] runningTotals) {
        double drawn = unit() * runningTotals[runningTotals.length - 1];
        int index = 0;
        while (runningTotals[index] <= drawn && index < runningTotals.length - 1) {
            index++;
        }
        return index;
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - unit());
    }

    double gaussian() {
        if (!Double.isNaN(spareGaussian)) {
            double drawn = spareGaussian;
            spareGaussian = Double.NaN;
            return drawn;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * unit() - 1;
            y = 2 * unit() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = y * factor;
        return x * factor;
    }

    /** Gamma with this shape and mean 1 (Marsaglia and Tsang 2000). */
    double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * (shape + 1) / shape * StrictMath.pow(1 - unit(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = gaussian();
            double v = 1 + c * x;
            if (v <= 0) {
                continue;
            }
            double cube = v * v * v;
            if (StrictMath.log(1 - unit()) < 0.5 * x * x + d - d * cube + d * StrictMath.log(cube)) {
                return d * cube / shape;
            }
        }
    }

    double beta(double a, double b) {
        double x = gamma(a) * a;
        return x / (x + gamma(b) * b);
    }

    int poisson(double mean) {
        double floor = StrictMath.exp(-mean);
        double product = unit();
        int count = 0;
        while (product > floor) {
            product *= unit();
            count++;
        }
        return count;
    }
}
