package io.nightjar.learn.tone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ToneTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "I love it, the colours are gorgeous!",
                "Arrived on time and works perfectly. Would buy again.",
                "No problems at all, and it is not expensive.",
                "Nothing to complain about: it does what it should.",
                "Ich bin sehr zufrieden mit der Lampe.",
                "Gar nicht schlecht, und die Lieferung war schnell.",
                "Keine Probleme, gerne wieder 👍",
                "Die Hose passt perfekt und ist gut verarbeitet."
            })
    void readsPraise(String text) {
        assertThat(Tone.of(text).value()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This is not good and I am not happy with it.",
                "The handle broke after two days, I want a refund.",
                "Never again.",
                "It was nice at first but it stopped working.",
                "Ich bin nicht zufrieden mit der Lampe.",
                "Das Gerät funktioniert nicht und niemand antwortet.",
                "Leider nach einer Woche kaputt. Nie wieder!",
                "Die Naht hält nicht, was der Preis verspricht."
            })
    void readsBlame(String text) {
        assertThat(Tone.of(text).value()).isNegative();
    }

    @Test
    void strongerWordsCountMoreAndWeakerOnesLess() {
        double plain = Tone.of("the table is good").value();
        assertThat(Tone.of("the table is very good").value()).isGreaterThan(plain);
        assertThat(Tone.of("the table is rather good").value())
                .isLessThan(plain)
                .isPositive();
        // 1.5 / (1.5 + 3), and 1.4 times as much.
        assertThat(plain).isEqualTo(1.0 / 3);
        assertThat(Tone.of("the table is very good").value()).isCloseTo(2.1 / 5.1, within(1e-12));
    }

    @Test
    void whatComesAfterButCountsMore() {
        assertThat(Tone.of("the food was good but the service was bad").value()).isNegative();
        assertThat(Tone.of("the service was bad but the food was good").value()).isPositive();
    }

    @Test
    void aNegationEndsWithItsSentence() {
        assertThat(Tone.of("I did not ask. It is good").value()).isPositive();
    }

    @Test
    void aNegationAfterTheWordTurnsItWhereTheLanguageSaysSo() {
        assertThat(Tone.of("Die Lampe gefällt nicht").value()).isNegative();
        assertThat(Tone.of("I find it is good not").value()).isPositive();
    }

    @Test
    void tellsTheLanguageByItsCommonWords() {
        assertThat(Tone.of("When will the parcel arrive?").language()).isEqualTo("en");
        assertThat(Tone.of("Wann wird das Paket geliefert?").language()).isEqualTo("de");
        assertThat(Tone.of("Paket 4711").language()).isNull();
        assertThat(Tone.of("Wo ist mein Paket, ich warte seit Wochen").confidence())
                .isGreaterThan(Tone.of("Wo ist Paket 4711").confidence());
    }

    @Test
    void aFewCommonWordsByChanceAreNoLanguage() {
        // Polish: of 18 words "i", "to" and "my" are English, too.
        assertThat(Tone.of(
                                "Zamówiłem buty dla żony i niestety są za małe, to już drugi raz, a my dalej czekamy na zwrot")
                        .language())
                .isNull();
    }

    @Test
    void aPhraseCountsBeforeItsWordsAndTheLongestStemBeforeShorterOnes() {
        // "no problem*" is praise, "problem*" is not.
        assertThat(Tone.of("There was no problem with it").value()).isPositive();
        assertThat(Tone.of("There was a problem with it").value()).isNegative();
    }

    @Test
    void isSilentWhereNoWordTells() {
        // Three common words of English and none of German.
        assertThat(Tone.of("Does the lid fit the old model?")).isEqualTo(new Tone("en", 3 / 4.0, 0, 0));
        assertThat(Tone.of("")).isEqualTo(new Tone(null, 0, 0, 0));
    }
}
