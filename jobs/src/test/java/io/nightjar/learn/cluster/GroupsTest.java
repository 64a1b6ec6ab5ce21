package io.nightjar.learn.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class GroupsTest {
    private static final double[][] NONE = new double[0][];

    @Test
    void asManyGroupsAreFoundAsWerePlanted() {
        Groups groups = Groups.of(people(4, 400, 1), 2, 7, NONE, 42);
        assertThat(groups.count()).isEqualTo(4);
        assertThat(groups.agreement()).isGreaterThan(0.95);
        assertThat(groups.silhouette()).isGreaterThan(groups.silhouetteByChance());
    }

    @Test
    void silhouetteByHand() {
        // Centres 0 and 10: the person at 1 is 1 from the own and 9 from the other, (9 - 1) / 9; at 10: (10 - 0) / 10.
        assertThat(KMeans.silhouette(new double[][] {{1}, {10}}, new double[][] {{0}, {10}}))
                .isCloseTo((8.0 / 9 + 1) / 2, within(1e-12));
    }

    @Test
    void agreementIsOneWhateverGroupsAreCalledAndLessThanNoughtBelowChance() {
        assertThat(KMeans.agreement(new int[] {0, 0, 1, 1}, new int[] {1, 1, 0, 0}, 2))
                .isEqualTo(1);
        // Pairs together: none in both; two in each; expected 2 * 2 / 6; (0 - 2/3) / (2 - 2/3) = -0.5.
        assertThat(KMeans.agreement(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1}, 2))
                .isCloseTo(-0.5, within(1e-12));
    }

    @Test
    void kindsKeepTheirIdsOverNightsAndANewOneGetsANewId() {
        List<String> features = List.of("one", "other");
        double[][] first = people(3, 300, 1);
        Kinds tonight = new Kinds(features, Groups.of(first, 2, 6, NONE, 42), first, null);
        assertThat(tonight.ids()).containsExactlyInAnyOrder("p1", "p2", "p3");
        double[][] next = people(4, 400, 2);
        Kinds tomorrow = new Kinds(features, Groups.of(next, 2, 6, tonight.centres(), 42), next, tonight);
        assertThat(tomorrow.ids()).containsExactlyInAnyOrder("p1", "p2", "p3", "p4");
        for (double[] corner : List.of(new double[] {0, 0}, new double[] {0, 100}, new double[] {100, 0})) {
            assertThat(tomorrow.id(corner)).isEqualTo(tonight.id(corner));
        }
        assertThat(tomorrow.id(new double[] {100, 100})).isEqualTo("p4");
        int old = tomorrow.ids().indexOf(tonight.id(new double[] {0, 0}));
        assertThat(tomorrow.stability(old)).isEqualTo(1);
        assertThat(tomorrow.stability(tomorrow.ids().indexOf("p4"))).isNull();
    }

    /** People around places that no grid makes; two by two, so that every other person is of every place. */
    private static double[][] people(int corners, int many, long seed) {
        Random random = new Random(seed);
        double[][] at = {{0, 0}, {5, 100}, {100, 5}, {30, 30}};
        double[][] people = new double[many][];
        for (int i = 0; i < many; i++) {
            double[] corner = at[i / 2 % corners];
            people[i] = new double[] {corner[0] + random.nextDouble(), corner[1] + random.nextDouble()};
        }
        return people;
    }
}
