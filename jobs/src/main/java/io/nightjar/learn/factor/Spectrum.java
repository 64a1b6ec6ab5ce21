package io.nightjar.learn.factor;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
import java.io.Serializable;
import org.netlib.util.intW;

/**
 * alpha0 H'H of one side, taken apart into axes and lengths. The objective does not change when both sides are turned
 * the same way; turned to these axes, the weight of everything that was not bought is a plain diagonal, so that a step
 * of conjugate gradients costs nothing for it, and it is taken away by the preconditioner.
 *
 * @param length of each axis, 0 or more
 * @param axes one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // A matrix.
record Spectrum(float[] length, float[] axes) implements Serializable {
    private static final LAPACK ROUTINES = readyForManyThreads();

    /**
     * Java's LAPACK works out the machine's precision when it is first asked, without a lock: a thread that comes second
     * would find 0 and make other bits. So it is asked once before there are threads.
     */
    private static LAPACK readyForManyThreads() {
        LAPACK routines = JavaLAPACK.getInstance();
        routines.dlamch("E");
        return routines;
    }

    /** @param gram symmetric, rank times rank */
    static Spectrum of(int rank, float[] gram) {
        double[] matrix = new double[gram.length];
        for (int i = 0; i < rank; i++) {
            for (int j = 0; j < rank; j++) {
                matrix[i * rank + j] = ((double) gram[i * rank + j] + gram[j * rank + i]) / 2;
            }
        }
        double[] values = new double[rank];
        double[] work = new double[Math.max(1, 34 * rank)];
        intW failed = new intW(0);
        ROUTINES.dsyev("V", "U", rank, matrix, rank, values, work, work.length, failed);
        if (failed.val != 0) {
            throw new IllegalStateException("The products of " + rank
                    + " factors could not be taken apart; are there weights that are no numbers? (dsyev " + failed.val
                    + ")");
        }
        float[] length = new float[rank];
        float[] axes = new float[gram.length];
        for (int i = 0; i < rank; i++) {
            length[i] = (float) Math.max(0, values[i]);
        }
        for (int i = 0; i < axes.length; i++) {
            axes[i] = (float) matrix[i];
        }
        return new Spectrum(length, axes);
    }

    /** Turns vectors to the axes, in place. */
    void turn(Linear linear, float[] vectors, int from, int count) {
        int rank = length.length;
        float[] turned = new float[count * rank];
        linear.turn(rank, count, axes, vectors, from * rank, turned);
        System.arraycopy(turned, 0, vectors, from * rank, turned.length);
    }
}
