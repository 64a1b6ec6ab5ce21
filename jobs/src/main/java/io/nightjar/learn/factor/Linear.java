package io.nightjar.learn.factor;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import java.io.Serializable;

/**
 * The few matrix products that everything here is made of; matrices are vectors of one length, one after the other. Two
 * ways: BLAS of the vector module for much work, plain loops for little, where vectors would not be compiled in time.
 */
public enum Linear implements Serializable {
    /** JavaBLAS over the vector module. */
    VECTOR {
        @Override
        public float dot(int rank, float[] a, int aAt, float[] b, int bAt) {
            return ROUTINES.sdot(rank, a, aAt, 1, b, bAt, 1);
        }

        @Override
        void combine(int rank, int count, float[] matrix, int at, float[] weights, float[] sum) {
            ROUTINES.sgemv("N", rank, count, 1, matrix, at, rank, weights, 0, 1, 1, sum, 0, 1);
        }

        @Override
        void dots(int rank, int count, float[] matrix, int at, float[] vector, int place, float[] result) {
            ROUTINES.sgemv("T", rank, count, 1, matrix, at, rank, vector, place, 1, 0, result, 0, 1);
        }

        @Override
        void gram(int rank, int from, int count, float scale, float[] matrix, float[] gram) {
            int at = from * rank;
            ROUTINES.sgemm("N", "T", rank, rank, count, scale, matrix, at, rank, matrix, at, rank, 0, gram, 0, rank);
        }

        @Override
        void turn(int rank, int count, float[] axes, float[] vectors, int at, float[] turned) {
            ROUTINES.sgemm("T", "N", rank, count, rank, 1, axes, 0, rank, vectors, at, rank, 0, turned, 0, rank);
        }

        @Override
        public void scores(int rank, int from, int width, float[] items, int people, float[] vectors, float[] tile) {
            ROUTINES.sgemm(
                    "T", "N", width, people, rank, 1, items, from * rank, rank, vectors, 0, rank, 0, tile, 0, width);
        }
    },
    /** Loops. */
    PLAIN {
        @Override
        public float dot(int rank, float[] a, int aAt, float[] b, int bAt) {
            float sum = 0;
            for (int i = 0; i < rank; i++) {
                sum += a[aAt + i] * b[bAt + i];
            }
            return sum;
        }

        @Override
        void combine(int rank, int count, float[] matrix, int at, float[] weights, float[] sum) {
            for (int n = 0; n < count; n++) {
                for (int i = 0; i < rank; i++) {
                    sum[i] += weights[n] * matrix[at + n * rank + i];
                }
            }
        }

        @Override
        void dots(int rank, int count, float[] matrix, int at, float[] vector, int place, float[] result) {
            for (int n = 0; n < count; n++) {
                result[n] = dot(rank, matrix, at + n * rank, vector, place);
            }
        }

        @Override
        void gram(int rank, int from, int count, float scale, float[] matrix, float[] gram) {
            for (int n = from; n < from + count; n++) {
                for (int row = 0; row < rank; row++) {
                    float weight = scale * matrix[n * rank + row];
                    for (int i = 0; i < rank; i++) {
                        gram[row * rank + i] += weight * matrix[n * rank + i];
                    }
                }
            }
        }

        @Override
        void turn(int rank, int count, float[] axes, float[] vectors, int at, float[] turned) {
            for (int n = 0; n < count; n++) {
                for (int axis = 0; axis < rank; axis++) {
                    turned[n * rank + axis] = dot(rank, axes, axis * rank, vectors, at + n * rank);
                }
            }
        }

        @Override
        public void scores(int rank, int from, int width, float[] items, int people, float[] vectors, float[] tile) {
            for (int person = 0; person < people; person++) {
                for (int item = 0; item < width; item++) {
                    tile[person * width + item] = dot(rank, items, (from + item) * rank, vectors, person * rank);
                }
            }
        }
    };

    private static final BLAS ROUTINES = JavaBLAS.getInstance();
    private static final long MUCH = 10_000_000;

    /** The way for so many cells and vectors of such a length; the same on every machine. */
    static Linear of(long cells, int rank) {
        return cells * rank >= MUCH ? VECTOR : PLAIN;
    }

    public abstract float dot(int rank, float[] a, int aAt, float[] b, int bAt);

    /** sum += weighted sum of vectors of the matrix, from a place on. */
    abstract void combine(int rank, int count, float[] matrix, int at, float[] weights, float[] sum);

    /** Inner products of vectors of the matrix, from a place on, with the vector at a place. */
    abstract void dots(int rank, int count, float[] matrix, int at, float[] vector, int place, float[] result);

    /** gram = scale times the sum of the outer products of some vectors; gram comes empty. */
    abstract void gram(int rank, int from, int count, float scale, float[] matrix, float[] gram);

    /** Inner products of some vectors with all axes. */
    abstract void turn(int rank, int count, float[] axes, float[] vectors, int at, float[] turned);

    /** Inner products of some items with every person: a row of the tile for each person. */
    public abstract void scores(
            int rank, int from, int width, float[] items, int people, float[] vectors, float[] tile);
}
