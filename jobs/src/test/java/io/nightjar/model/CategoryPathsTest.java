package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CategoryPathsTest {
    @Test
    void aCategoryHoldsWhatIsBelowItAndNotWhatBeginsAlike() {
        assertThat(CategoryPaths.isIn("Wine", "Wine")).isTrue();
        assertThat(CategoryPaths.isIn("Wine > Red", "Wine")).isTrue();
        assertThat(CategoryPaths.isIn("Wineglasses", "Wine")).isFalse();
        assertThat(CategoryPaths.isIn("Wine", "Wine > Red")).isFalse();
    }
}
