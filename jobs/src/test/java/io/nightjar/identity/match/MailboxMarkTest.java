package io.nightjar.identity.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mailbox says beyond the name. */
class MailboxMarkTest {
    @ParameterizedTest
    @CsvSource({
        "anna.berg83@mail.at,     anna,   berg,   83",
        "aberg.83@post.at,        anna,   berg,   83",
        "anna.berg@mail.at,       anna,   berg,   ",
        "anna@berg.at,            anna,   berg,   ",
        "van.den.berg7@mail.at,   anna,   van den berg, 7",
        "anna.berg83@mail.at,     ana,    bergg,  83",
        "anna83.berg@mail.at,     a,      berg,   83",
        "bergx7.anna@mail.at,     a,      berg,   x7",
        "anna_bergx7@mail.at,     a,      berg,   x7",
        "aberg.x7@mail.at,        a,      berg,   x7",
        "sunshine@mail.at,        anna,   berg,   sunshine",
        "anna.berg83@mail.at,     ,       ,       ",
        "familie.bergx7@mail.at,  anna,   berg,   *familie.bergx7@mail.at",
        "berg.office2@mail.at,    anna,   berg,   *berg.office2@mail.at",
        "info@berg.at,            anna,   berg,   *info@berg.at",
    })
    void isWhatRemainsWithoutTheNames(String email, String given, String surname, String mark) {
        assertThat(MailboxMark.of(email, given, surname)).isEqualTo(mark);
    }

    @Test
    void namesakesWithMailboxesOfTheirOwnAreNotMoreAlikeForThem() {
        People people = new People.Builder()
                .add("customers", "1", record("anna", "berg", "anna.berg83@mail.at"))
                .add("customers", "2", record("anna", "berg", "berg.anna83@post.at"))
                .add("customers", "3", record("anna", "berg", "anna.berg84@mail.at"))
                .add("customers", "4", record("anna", "berg", "anna.berg83@mail.at"))
                .build();
        assertThat(levels(people, 0, 1)).isEqualTo("different, same");
        assertThat(levels(people, 0, 2)).isEqualTo("different, different");
        assertThat(levels(people, 0, 3)).isEqualTo("same, missing");
    }

    @Test
    void mailboxesOfSeveralAreTheSameOrAreNotAndSayNothingBesideOnesOwn() {
        People people = new People.Builder()
                .add("customers", "1", record("anna", "berg", "familie.berg83@mail.at"))
                .add("customers", "2", record("anna", "berg", "familie.berg84@mail.at"))
                .add("customers", "3", record("anna", "berg", "anna.berg83@mail.at"))
                .add("customers", "4", record("anna", "berg", "familie.berg83@mail.at"))
                .build();
        assertThat(levels(people, 0, 1)).isEqualTo("different, different");
        assertThat(levels(people, 0, 2)).isEqualTo("different, missing");
        assertThat(levels(people, 0, 3)).isEqualTo("same, missing");
    }

    private static String levels(People people, int a, int b) {
        long pattern = new Comparer(people).pattern(a, b);
        return Levels.words(Part.EMAIL).get(Comparer.level(pattern, Part.EMAIL.index())) + ", "
                + Levels.words(Part.MAILBOX_MARK).get(Comparer.level(pattern, Part.MAILBOX_MARK.index()));
    }

    private static String[] record(String given, String surname, String email) {
        String[] parts = new String[Part.count()];
        parts[Part.GIVEN_NAME.index()] = given;
        parts[Part.SURNAME.index()] = surname;
        parts[Part.EMAIL.index()] = email;
        parts[Part.MAILBOX_MARK.index()] = MailboxMark.of(email, given, surname);
        return parts;
    }
}
