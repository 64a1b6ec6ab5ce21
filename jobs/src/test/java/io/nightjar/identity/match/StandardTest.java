package io.nightjar.identity.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.IdentitySettings;
import io.nightjar.config.MatchSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values as they are compared. */
final class StandardTest {
    private static final MatchSettings MATCH =
            new MatchSettings(true, 0.5, 100, 100, 1000, List.of(), List.of("email"));

    @ParameterizedTest
    @CsvSource({
        "Müller, mueller",
        "MUELLER, mueller",
        "'  Dr. Anna-Maria  ', anna maria",
        "O'Brien, obrien",
        "José, jose",
        "Łukasz, lukasz",
        "Ελένη, elene",
        "Иван, ivan",
        "Straße, strasse",
    })
    void namesAreLatinLowerCaseAndWithoutTitles(String raw, String clean) {
        assertThat(Standard.name(raw)).isEqualTo(clean);
    }

    @Test
    void whatMeansNothingIsNothing() {
        assertThat(Standard.name("n/a")).isNull();
        assertThat(Standard.name("Dr.")).isNull();
        assertThat(Standard.plain(" - ")).isNull();
        assertThat(Standard.code("000000")).isNull();
        assertThat(Standard.email("ann.mail.at")).isNull();
    }

    @Test
    void aNameInOneFieldIsTakenApart() {
        assertThat(Standard.names("Doe, John Paul")).containsExactly("john paul", "doe");
        assertThat(Standard.names("Mr John Paul Doe")).containsExactly("john paul", "doe");
        assertThat(Standard.names("Doe")).containsExactly(null, "doe");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "John Smith, Jr.|john|smith",
                "Smith, John, Jr.|john|smith",
                "John Smith, Ph.D., MBA|john|smith",
                "John Paul Smith, III|john paul|smith",
                "Jane Smith, MD|jane|smith",
                "Rahman, Md|md|rahman",
                "Smith, Dr.||smith",
                "Smith & Co, Inc.||smith co",
                "Muster, GmbH||muster",
                "Muster Handels, GmbH & Co. KG||muster handels",
                "Doe Smith, John|john|doe smith",
                "Wang, Na|na|wang",
                "Doe Smith,|doe|smith",
            })
    void whatOnlyEndsANameIsNotTakenForGivenNames(String raw, String given, String surname) {
        assertThat(Standard.names(raw)).containsExactly(given, surname);
    }

    @ParameterizedTest
    @CsvSource({"Na, na", "NA, ", "na, ", "n/a, ", "N.A., ", "n.a., ", "Na Li, na li"})
    void naIsANameWhereItIsWrittenLikeOne(String raw, String name) {
        assertThat(Standard.name(raw)).isEqualTo(name);
    }

    @Test
    void theHouseNumberIsFoundInFrontAndBehind() {
        assertThat(Standard.street("Parkstraße 75a")).containsExactly("75a", "park street");
        assertThat(Standard.street("75a Park St.")).containsExactly("75a", "park street");
        assertThat(Standard.street("Am Anger")).containsExactly(null, "am anger");
    }

    @ParameterizedTest
    @CsvSource({
        "Ann.Smith+news@GMail.com, annsmith@gmail.com",
        "annsmith@googlemail.com, annsmith@gmail.com",
        "Ann.Smith+news@mail.at, ann.smith@mail.at",
    })
    void oneMailboxIsWrittenOneWay(String raw, String clean) {
        assertThat(Standard.email(raw)).isEqualTo(clean);
    }

    @Test
    void soundsSurviveTypicalErrors() {
        assertThat(Standard.sound("schmidt")).isEqualTo(Standard.sound("smith"));
        assertThat(Standard.sound("philip")).isEqualTo(Standard.sound("fillip"));
        assertThat(Standard.sound("meier")).isNotEqualTo(Standard.sound("huber"));
    }

    @ParameterizedTest
    @CsvSource({
        "+43 (0)660 123 45 67, +436601234567",
        "0043 660/1234567, +436601234567",
        "0660 1234567, +436601234567",
        "+49 30 23125330, +493023125330",
    })
    void aNumberWithoutCountryGetsTheDefaultOne(String raw, String clean) {
        assertThat(rules(Optional.of("AT")).phone(raw)).isEqualTo(clean);
    }

    @Test
    void withoutADefaultCountryANumberThatNamesNoneIsNoKeyButEvidence() {
        assertThat(rules(Optional.empty()).phone("0660 1234567")).isNull();
        assertThat(rules(Optional.empty()).roughPhone("0660 1234567", null)).isEqualTo("06601234567");
        assertThat(rules(Optional.empty()).roughPhone("0660 1234567", "AT")).isEqualTo("+436601234567");
    }

    @Test
    void whatBelongsToNobodyIsNeitherKeyNorEvidence() {
        ContactRules rules = rules(Optional.of("AT"));
        assertThat(rules.phone("01 555 0000")).isNull();
        assertThat(rules.roughPhone("+43 1 5550000", null)).isNull();
        assertThat(rules.phone("00000000")).isNull();
        assertThat(rules.phone("+43 000000000")).isNull();
        assertThat(rules.phone("0043 999999999")).isNull();
        assertThat(rules.roughPhone("+43 000000000", null)).isNull();
        assertThat(rules.phone("+43 660 0000000")).isEqualTo("+436600000000");
        assertThat(rules.email("Test@shop.at")).isNull();
        assertThat(rules.roughEmail("test@shop.at")).isNull();
        assertThat(rules.roughEmail("ann@@shop.at")).isEqualTo("ann@@shop.at");
    }

    private static ContactRules rules(Optional<String> country) {
        return new ContactRules(
                new IdentitySettings(20, List.of("test@*"), List.of("+43 1 555 0000"), country, false, MATCH));
    }
}
