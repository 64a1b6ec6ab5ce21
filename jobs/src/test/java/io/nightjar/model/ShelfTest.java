package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ShelfTest {
    /** Four products on two tastes: 0 and 1 are tea, 2 and 3 are wine. */
    private static final float[][] VECTORS = {{1, 0}, {0.9f, 0}, {0, 1}, {0, 0.8f}};

    private static final boolean[] ALL = {true, true, true, true};
    private static final int[] POPULAR = {3, 2, 1, 0};
    private static final float[] LIKES_TEA = {1, 0.1f};

    @Test
    void ordersByTasteAndLeavesOutWhatIsOwned() {
        List<Shelf.Proposal> chosen = new Shelf(VECTORS, ALL, POPULAR, 3).choose(LIKES_TEA, new int[] {0});
        assertThat(chosen).extracting(Shelf.Proposal::item).containsExactly(1, 2, 3);
        assertThat(chosen).extracting(Shelf.Proposal::source).containsOnly(Shelf.ALS);
        assertThat(chosen.get(0).because()).as("tea because of tea").isZero();
        assertThat(chosen.get(1).because()).as("nothing owned speaks for wine").isEqualTo(-1);
    }

    @Test
    void leavesOutWhatIsNotInStock() {
        Shelf shelf = new Shelf(VECTORS, new boolean[] {true, false, true, false}, POPULAR, 4);
        assertThat(shelf.choose(LIKES_TEA, new int[] {0}))
                .extracting(Shelf.Proposal::item)
                .containsExactly(2);
        assertThat(shelf.choose(null, new int[] {0}))
                .extracting(Shelf.Proposal::item)
                .containsExactly(2);
    }

    @Test
    void fillsUpWithWhatMostPeopleBuy() {
        float[][] onlyTea = {{1, 0}, {0.9f, 0}, null, null};
        List<Shelf.Proposal> chosen = new Shelf(onlyTea, ALL, POPULAR, 3).choose(LIKES_TEA, new int[0]);
        assertThat(chosen).extracting(Shelf.Proposal::item).containsExactly(0, 1, 3);
        assertThat(chosen).extracting(Shelf.Proposal::source).containsExactly(Shelf.ALS, Shelf.ALS, Shelf.POPULAR);
    }

    @Test
    void proposesThePopularToThoseWhomNobodyKnows() {
        assertThat(new Shelf(new float[0][], ALL, POPULAR, 2).choose(null, new int[0]))
                .extracting(Shelf.Proposal::item)
                .containsExactly(3, 2);
    }

    @Test
    void ordersEqualScoresByNumber() {
        float[][] alike = {{1}, {1}, {1}, {1}};
        assertThat(new Shelf(alike, ALL, POPULAR, 3).choose(new float[] {1}, new int[0]))
                .extracting(Shelf.Proposal::item)
                .containsExactly(0, 1, 2);
    }
}
