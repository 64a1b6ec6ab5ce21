package io.nightjar.config;

/**
 * How kinds of customers are found.
 *
 * @param fewest personas, 2 to 20
 * @param most personas, 2 to 20
 * @param minPeople fewer buyers than this have no personas, 20 or more
 * @param maxPeople learned from at most; more are thinned out by hash of the person, 100 or more
 */
public record PersonaSettings(int fewest, int most, int minPeople, int maxPeople) {
    public PersonaSettings {
        new Checks()
                .between("fewest", 2, 20, fewest)
                .between("most", 2, 20, most)
                .that(fewest <= most, "fewest", "must not be more than most (" + most + ") but is " + fewest)
                .between("min-people", 20, 1_000_000, minPeople)
                .between("max-people", 100, 1_000_000, maxPeople)
                .done();
    }
}
