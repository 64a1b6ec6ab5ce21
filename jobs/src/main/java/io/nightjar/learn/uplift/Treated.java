package io.nightjar.learn.uplift;

import io.nightjar.learn.trainer.Encoding;
import java.util.function.IntPredicate;

/** People's numbers with the treatment as one more feature: alone for trees, and with every other for regressions. */
final class Treated {
    private Treated() {}

    static Encoding.Matrices with(Encoding.Matrices x, IntPredicate treated) {
        return new Encoding.Matrices(
                x.trees().with(i -> treated.test(i) ? 1 : 0), x.linear().interacting(treated));
    }
}
