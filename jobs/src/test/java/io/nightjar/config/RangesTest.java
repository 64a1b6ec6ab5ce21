package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The allowed range of every setting that has one: the last value refused and the first accepted. */
final class RangesTest {
    @ParameterizedTest(name = "{0}: {1} no, {2} yes")
    @CsvSource(
            delimiter = '|',
            value = {
                "every-source.volume-low | -0.1 | 0 | must be between 0 and 1 but is -0.1",
                "every-source.volume-high | 0.9 | 1 | must be between 1 and 1000000 but is 0.9",
                "every-source.volume-min-runs | 0 | 1 | must be positive but is 0",
                "every-source.max-age-days | -1 | 0 | must be 0 or more but is -1",
                "every-source.max-quarantined-share | 1.01 | 1 | must be between 0 and 1 but is 1.01",
                "sources.contacts.on-unreadable | drop | null | must be null or reject but is \"drop\"",
                "sources.contacts.duplicates | merge | keep | must be drop or keep but is \"merge\"",
                "every-feed.format | xml | json | must be one of csv, json, parquet but is \"xml\"",
                "every-feed.delimiter | ;; | ; | must be one character, or tab, but is \";;\"",
                "every-feed.charset | UTF-9 | UTF-8 | must be a charset such as UTF-8 or windows-1252 but is \"UTF-9\"",
                "identity.max-records-per-key | 1 | 2 | must be between 2 and 1000000 but is 1",
                "identity.default-country | XX | AT | must be a two-letter country code such as AT but is \"XX\"",
                "identity.match.min-probability | 1 | 0.9 | must be above 0 and below 1 but is 1",
                "identity.match.max-block | 1 | 2 | must be between 2 and 10000 but is 1",
                "identity.match.max-records-per-person | 1 | 2 | must be between 2 and 100000 but is 1",
                "profile.active-days | 0 | 1 | must be positive but is 0",
                "profile.rfm-tiers | 11 | 10 | must be between 2 and 10 but is 11",
                "profile.new-days | 0 | 1 | must be positive but is 0",
                "profile.loyal-orders | 1 | 2 | must be between 2 and 1000 but is 1",
                "profile.affinity-half-life-days | 0 | 1 | must be positive but is 0",
                "profile.affinities-per-kind | 0 | 1 | must be between 1 and 1000 but is 0",
                "profile.machine-open-seconds | 3601 | 0 | must be between 0 and 3600 but is 3601",
                "next-best-product.k | 0 | 1 | must be between 1 and 1000 but is 0",
                "next-best-product.rank | 1001 | 1000 | must be between 1 and 1000 but is 1001",
                "next-best-product.iterations | 0 | 1 | must be between 1 and 100 but is 0",
                "next-best-product.regularisation | 0 | 1e-6 | must be positive but is 0",
                "next-best-product.unobserved | 0 | 0.1 | must be positive but is 0",
                "next-best-product.apart | -1 | 0 | must be between 0 and 1000 but is -1",
                "next-best-product.candidates | 0 | 1 | must be between 1 and 1000 but is 0",
                "next-best-product.trees | 0 | 1 | must be between 1 and 10000 but is 0",
                "next-best-product.max-customers-to-learn-from | 0 | 1 | must be positive but is 0",
                "next-best-product.max-examples | 99 | 100 | must be between 100 and 10000000 but is 99",
                "next-best-product.max-neighbours | 0 | 1 | must be positive but is 0",
                "next-best-product.max-per-category | 0 | 1 | must be positive but is 0",
                "next-best-product.wait-share | 1.1 | 1 | must be between 0 and 1 but is 1.1",
                "next-best-product.holdout-days | 0 | 1 | must be positive but is 0",
                "next-best-product.max-customers-for-evaluation | 0 | 1 | must be positive but is 0",
                "trainer.folds | 1 | 2 | must be between 2 and 20 but is 1",
                "trainer.min-positives | 0 | 1 | must be positive but is 0",
                "trainer.max-rows | 99 | 100 | must be between 100 and 100000000 but is 99",
                "trainer.leak-auc | 0.4 | 0.5 | must be between 0.5 and 1 but is 0.4",
                "trainer.drift-warn | -1 | 0 | must be between 0 and 10 but is -1",
                "trainer.drift-stop | 11 | 10 | must be between 0 and 10 but is 11",
                "trainer.calibration-stop | 2 | 1 | must be between 0 and 1 but is 2",
                "behaviour.visits.gap-minutes | 0 | 1 | must be between 1 and 1440 but is 0",
                "behaviour.intent.cut-offs | 25 | 24 | must be between 1 and 24 but is 25",
                "behaviour.intent.step-days | 0 | 1 | must be positive but is 0",
                "behaviour.intent.max-examples | 99 | 100 | must be between 100 and 1000000000 but is 99",
                "behaviour.carts.open-days | 0 | 1 | must be between 1 and 365 but is 0",
                "behaviour.carts.horizon-days | 366 | 365 | must be between 1 and 365 but is 366",
                "behaviour.carts.judged-days | 1 | 2 | must be between 2 and 3650 but is 1",
                "behaviour.carts.keep-buyers | 0 | 1 | must be above 0 and at most 1 but is 0",
                "behaviour.carts.max-examples | 99 | 100 | must be between 100 and 1000000000 but is 99",
                "behaviour.answers.look-back-days | 0 | 1 | must be between 1 and 3650 but is 0",
                "behaviour.answers.machine-seconds | -1 | 0 | must be between 0 and 3600 but is -1",
                "behaviour.answers.answer-days | 0 | 1 | must be between 1 and 365 but is 0",
                "behaviour.answers.min-answers | 0 | 1 | must be positive but is 0",
                "behaviour.care.look-back-days | 0 | 1 | must be between 1 and 3650 but is 0",
                "behaviour.care.horizon-days | 0 | 1 | must be between 1 and 3650 but is 0",
                "behaviour.care.big-ticket-share | 1 | 0.5 | must be above 0 and below 1 but is 1",
                "churn.horizon-days | 0 | 1 | must be positive but is 0",
                "churn.eligible-days | 0 | 1 | must be positive but is 0",
                "churn.min-positives | 0 | 1 | must be positive but is 0",
                "churn.cut-offs | 25 | 24 | must be between 1 and 24 but is 25",
                "churn.step-days | 0 | 1 | must be positive but is 0",
                "churn.max-examples | 99 | 100 | must be between 100 and 1000000000 but is 99",
                "uplift.outcome-days | 0 | 1 | must be between 1 and 365 but is 0",
                "uplift.weeks | 0 | 1 | must be between 1 and 260 but is 0",
                "uplift.min-control | 0 | 1 | must be positive but is 0",
                "uplift.max-contacts | 99 | 100 | must be between 100 and 10000000 but is 99",
                "uplift.no-effect-within | 0 | 0.001 | must be between 0.001 and 1 but is 0",
                "uplift.contact-cost | -1 | 0 | must be between 0 and 1000 but is -1",
                "uplift.margin-share | 1.1 | 1 | must be between 0 and 1 but is 1.1",
                "lookalikes.min-members | 9 | 10 | must be between 10 and 1000000 but is 9",
                "personas.fewest | 1 | 2 | must be between 2 and 20 but is 1",
                "personas.most | 21 | 20 | must be between 2 and 20 but is 21",
                "personas.min-people | 19 | 20 | must be between 20 and 1000000 but is 19",
                "personas.max-people | 99 | 100 | must be between 100 and 1000000 but is 99",
                "value.horizon-days | 0 | 1 | must be between 1 and 3650 but is 0",
                "value.unit-days | 32 | 31 | must be between 1 and 31 but is 32",
                "value.min-repeaters | 19 | 20 | must be between 20 and 1000000 but is 19",
                "value.max-examples | 99 | 100 | must be between 100 and 10000000 but is 99",
                "product-clocks.horizon-days | 0 | 1 | must be between 1 and 3650 but is 0",
                "product-clocks.history-days | 0 | 1 | must be between 1 and 36500 but is 0",
                "product-clocks.prior-gaps | 0 | 0.1 | must be between 0.1 and 10000 but is 0",
                "delivery.max-rows-per-file | 0 | 1 | must be positive but is 0",
                "delivery.max-bytes-per-file | 1023 | 1 KiB | must be between 1024 and 1000000000000 but is 1023",
                "warehouse.catalog-type | oracle | hive | must be one of jdbc, hadoop, hive, rest, glue, nessie but is"
                        + " \"oracle\"",
                "warehouse.namespace | a; drop | a_1 | must be letters, digits and _ starting with a letter but is"
                        + " \"a; drop\"",
                "run.heartbeat-seconds | 0 | 1 | must be between 1 and 3600 but is 0",
                "run.stale-lock-seconds | 20 | 21 | must be more than twice run.heartbeat-seconds (10) but is 20",
                "run.keep-runs | 0 | 1 | must be positive but is 0",
                "seed | 99999999999999999999 | -1 | must be between -9223372036854775808 and 9223372036854775807 but"
                        + " is \"99999999999999999999\"",
            })
    void refusesWhatIsOutside(String key, String refused, String accepted, String text) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> load(key, refused));

        assertThat(e.problems()).hasToString("[command line: " + key + " " + text + "]");
        assertThat(load(key, accepted).effective())
                .anySatisfy(it -> assertThat(it.key()).isEqualTo(key));
    }

    @Test
    void aRecordMadeByHandChecksItselfAndTellsAllAtOnce() {
        assertThatThrownBy(() -> new ChurnSettings(0, 365, 50, 25, 30, 2_000_000))
                .isInstanceOf(ConfigException.class)
                .hasMessage("""
                    These settings are not usable:
                      horizon-days must be positive but is 0
                      cut-offs must be between 1 and 24 but is 25\
                    """);
    }

    private static Settings load(String key, String value) {
        return new SettingsLoader(Map.of()).load(List.of(), Map.of(), Map.of(key, value));
    }
}
