package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CategoryPathsTest {
    @Test
    void aCategoryHoldsWhatIsBelowItAndNotWhatBeginsAlike() {
        assertThat(CategoryPaths.isIn("Wine", "Wine")).isTrue();
        assertThat(CategoryPaths.isIn("Wine > Red", "Wine")).isTrue();
        assertThat(CategoryPaths.isIn("Wineglasses", "Wine")).isFalse();
        assertThat(CategoryPaths.isIn("Wine", "Wine > Red")).isFalse();
    }

    @Test
    void theTopIsTheFirstLevelThatIsNotTheSameForAll() {
        assertThat(CategoryPaths.tops(List.of("Shop > Tea > Green", "Shop > Wine")))
                .containsEntry("Shop > Tea > Green", "Tea")
                .containsEntry("Shop > Wine", "Wine");
        assertThat(CategoryPaths.tops(List.of("Tea", "Wine > Red")))
                .containsEntry("Tea", "Tea")
                .containsEntry("Wine > Red", "Wine");
        assertThat(CategoryPaths.tops(List.of("Tea"))).containsEntry("Tea", "Tea");
        assertThat(CategoryPaths.largest(List.of("Wine", "Tea", "Ham", "Tea"), 2))
                .containsExactly("Tea", "Ham");
    }
}
