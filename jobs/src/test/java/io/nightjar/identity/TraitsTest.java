package io.nightjar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class TraitsTest {
    @Test
    void spellingsOfANameAreAlike() {
        assertThat(alike("Günther", "Guenther")).isTrue();
        assertThat(alike("Ayşe", "ayse")).isTrue();
        assertThat(alike("Anna Maria", "Maria")).isTrue();
        assertThat(alike("A.", "Anna")).isTrue();
        assertThat(alike("Michael", "Micheal")).isTrue();
        assertThat(alike("Anna \"Ani\"", "Anna")).isTrue();
        assertThat(alike("Анна", "Anna")).as("another script").isTrue();
        assertThat(alike("Åsa", "Asa")).isTrue();
    }

    @Test
    void otherNamesAreNot() {
        assertThat(alike("Anna", "Bruno")).isFalse();
        assertThat(alike("B.", "Anna")).isFalse();
        assertThat(alike("", "Anna")).isFalse();
        assertThat(alike("Dr. Anna", "Dr. Bruno")).as("but for the title").isFalse();
        assertThat(called("Dr.", "Huber").conflict(called("Anna", "Huber")))
                .as("a title is no name")
                .isEmpty();
    }

    @Test
    void keyIsSharedByPeopleOfOtherNamesHoweverSimilar() {
        assertThat(called("Ben", "Hahn").areTwoPeople(called("Bernd", "Hahn"))).isTrue();
        assertThat(called("Ben", "Hahn").areTwoPeople(called("Bne", "Hahn")))
                .as("a slip")
                .isFalse();
        assertThat(called("Ben", "Hahn").areTwoPeople(called("Benjamin", "Hahn")))
                .as("a short form")
                .isFalse();
        assertThat(called("B.", "Hahn").areTwoPeople(called("Bernd", "Hahn")))
                .as("an initial")
                .isFalse();
        assertThat(called("Anna", "Hahn").areTwoPeople(called("Anna", "Huber")))
                .as("married")
                .isFalse();
        assertThat(called("Ben", "Hahn").areTwoPeople(Traits.NONE)).isFalse();
    }

    @Test
    void birthDatesFarApartContradict() {
        assertThat(born("1980-05-03").conflict(born("1951-09-17"))).contains("birth dates differ");
    }

    @Test
    void typingMistakesInABirthDateDoNot() {
        assertThat(born("1980-05-03").conflict(born("1980-03-05")))
                .as("day and month exchanged")
                .isEmpty();
        assertThat(born("1980-05-03").conflict(born("1980-05-08")))
                .as("one part")
                .isEmpty();
        assertThat(born("1900-01-01").conflict(born("1951-09-17")))
                .as("a placeholder")
                .isEmpty();
    }

    @Test
    void firstNamesContradictUnlessTheBirthDateIsTheSame() {
        assertThat(called("Anna", "Huber").conflict(called("Bruno", "Huber"))).contains("first names differ");
        assertThat(called("Anna", "Huber").conflict(called("Anna", "Maier"))).isEmpty();
        assertThat(called("Huber", "Anna").conflict(called("Anna", "Huber")))
                .as("exchanged")
                .isEmpty();
        LocalDate day = LocalDate.parse("1980-05-03");
        assertThat(Traits.of("Robert", "Huber", day, null).conflict(Traits.of("Bob", "Huber", day, null)))
                .isEmpty();
    }

    @Test
    void twoLoyaltyNumbersContradictUnlessTheNameIsTheSame() {
        assertThat(card("Anna", "L1").conflict(card("Anna", "L2"))).isEmpty();
        assertThat(card(null, "L1").conflict(card(null, "L2"))).contains("loyalty numbers differ");
        assertThat(card(null, "L1").conflict(card(null, "L1"))).isEmpty();
    }

    @Test
    void twoNationalIdsContradictWhateverElseIsTheSameUnlessMistyped() {
        LocalDate day = LocalDate.parse("1980-05-03");
        assertThat(national("1234 030580", day).conflict(national("9876 030580", day)))
                .contains("national ids differ");
        assertThat(national("1234 030580", day).conflict(national("1243-030581", day)))
                .as("two slips")
                .isEmpty();
        assertThat(national("1234 030580", day).conflict(national("0000000000", day)))
                .as("a placeholder")
                .isEmpty();
        assertThat(national("1234 030580", day).conflict(national(null, day))).isEmpty();
        assertThat(Traits.of(null, null, null, null, "1234 030580").isSilent()).isFalse();
    }

    private static Traits national(String id, LocalDate birthOn) {
        return Traits.of("Anna", "Huber", birthOn, null, id);
    }

    private static boolean alike(String one, String other) {
        return new GivenName(one).isLike(new GivenName(other));
    }

    private static Traits born(String day) {
        return Traits.of(null, null, LocalDate.parse(day), null);
    }

    private static Traits called(String first, String last) {
        return Traits.of(first, last, null, null);
    }

    private static Traits card(String first, String number) {
        return Traits.of(first, first == null ? null : "Huber", null, number);
    }
}
