package io.nightjar.learn.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

final class PurchaseModelsTest {
    /** Hardie's worked customer of the CDNOW sample. */
    private static final History WORKED = new History(2, 30.43, 38.86);

    @Test
    void bgNbdIsThatOfTheLiteratureOnCdnow() throws IOException {
        BetaGeometric model = BetaGeometric.bgNbd(cdnow());
        assertThat(model.logLikelihood()).isCloseTo(-9582.43, within(0.01));
        assertThat(model.parameters().get("r")).isCloseTo(0.243, within(0.001));
        assertThat(model.parameters().get("alpha")).isCloseTo(4.414, within(0.001));
        assertThat(model.parameters().get("a")).isCloseTo(0.793, within(0.001));
        assertThat(model.parameters().get("b")).isCloseTo(2.426, within(0.001));
        assertThat(model.expected(WORKED, 39)).isCloseTo(1.226, within(0.001));
    }

    @Test
    void mbgNbdAndParetoNbdAreThoseOfTheLiteratureOnCdnow() throws IOException {
        BetaGeometric mbg = BetaGeometric.mbgNbd(cdnow());
        assertThat(mbg.parameters().get("r")).isCloseTo(0.525, within(0.001));
        assertThat(mbg.parameters().get("alpha")).isCloseTo(6.183, within(0.001));
        assertThat(mbg.parameters().get("a")).isCloseTo(0.891, within(0.001));
        assertThat(mbg.parameters().get("b")).isCloseTo(1.614, within(0.001));
        ParetoNbd pareto = ParetoNbd.fit(cdnow());
        assertThat(pareto.parameters().get("r")).isCloseTo(0.553, within(0.001));
        assertThat(pareto.parameters().get("alpha")).isCloseTo(10.578, within(0.01));
        assertThat(pareto.parameters().get("s")).isCloseTo(0.606, within(0.001));
        assertThat(pareto.parameters().get("beta")).isCloseTo(11.669, within(0.01));
        assertThat(pareto.expected(new History(26, 30.86, 31), 52)).isCloseTo(25.46, within(0.02));
    }

    @Test
    void gammaGammaIsThatOfTheLiteratureOnCdnow() throws IOException {
        List<GammaGamma.Spending> repeaters = lines("cdnow_customers_summary_with_transactions.csv").stream()
                .filter(values -> values[4] > 0)
                .map(values -> new GammaGamma.Spending((int) values[1], values[4]))
                .toList();
        assertThat(repeaters).hasSize(946);
        GammaGamma model = GammaGamma.fit(repeaters);
        assertThat(model.parameters().get("p")).isCloseTo(6.25, within(0.01));
        assertThat(model.parameters().get("q")).isCloseTo(3.74, within(0.01));
        assertThat(model.parameters().get("v")).isCloseTo(15.44, within(0.02));
        assertThat(model.expected(2, 22.35)).isCloseTo(24.65, within(0.1));
    }

    @Test
    void findsPlantedParametersOfRegularBuyers() {
        Histories shop = simulated(3000, 2, 1.5, 10, 0.8, 4);
        BetaGeometric found = BetaGeometric.mbgCnbd(shop, 4);
        assertThat(found.name()).isEqualTo("mbg-cnbd-2");
        assertThat(found.parameters().get("r")).isCloseTo(1.5, within(0.2));
        assertThat(found.parameters().get("alpha")).isCloseTo(10, within(2.0));
        assertThat(found.parameters().get("a")
                        / (found.parameters().get("a") + found.parameters().get("b")))
                .as("share who leave after an order")
                .isCloseTo(0.8 / 4.8, within(0.03));
    }

    @Test
    void forecastsAddUpToWhatSimulatedCustomersThenDo() {
        // The same customers, looked at after 40 to 70 weeks and 52 weeks later: only the later orders are new.
        Shop shop = simulate(3000, 1, 0.8, 8, 0.7, 3);
        BetaGeometric model = BetaGeometric.mbgNbd(shop.histories);
        double[] expected = {0};
        shop.histories.stream().forEach(entry -> expected[0] += entry.getValue() * model.expected(entry.getKey(), 52));
        assertThat(shop.later).isGreaterThan(500);
        assertThat(expected[0]).isCloseTo(shop.later, within(0.1 * shop.later));
    }

    @Test
    void tailProbabilitiesAddUpToTheExpectationAndFall() {
        Histories shop = simulated(500, 2, 1.5, 10, 0.8, 4);
        for (PurchaseModel model : List.of(BetaGeometric.mbgCnbd(shop, 3), ParetoNbd.fit(shop))) {
            double[] tail = model.atLeast(WORKED, 52);
            double sum = 0;
            double before = model.alive(WORKED);
            for (double probability : tail) {
                assertThat(probability).isBetween(0.0, before + 1e-12);
                before = probability;
                sum += probability;
            }
            assertThat(sum).isCloseTo(model.expected(WORKED, 52), within(2e-3 * sum));
            assertThat(tail[0]).isCloseTo(model.buysWithin(WORKED, 52), within(1e-9));
        }
    }

    @Test
    void whoIsOverdueIsLessLikelyStillACustomer() {
        BetaGeometric model = BetaGeometric.mbgNbd(simulated(500, 1, 0.8, 8, 0.7, 3));
        assertThat(model.alive(new History(10, 50, 51))).isGreaterThan(model.alive(new History(10, 25, 51)));
        assertThat(model.alive(new History(10, 25, 51))).isLessThan(model.alive(new History(1, 25, 51)));
    }

    @Test
    void hundredsOfOrdersAndThenSilenceAreNotTooMuch() {
        // A number that the till used for everybody, until one day it did not.
        History shared = new History(3000, 35, 70);
        Histories shop = simulated(500, 1, 0.8, 8, 0.7, 3).add(shared, 1);
        for (PurchaseModel model :
                List.of(BetaGeometric.bgNbd(shop), BetaGeometric.mbgCnbd(shop, 3), ParetoNbd.fit(shop))) {
            assertThat(model.logLikelihood()).as(model.name()).isFinite();
            assertThat(model.alive(shared)).as(model.name()).isBetween(0.0, 1e-9);
            assertThat(model.expected(WORKED, 39)).as(model.name()).isBetween(0.1, 10.0);
        }
    }

    @Test
    void orderAfterTheDateIsNoHistory() {
        assertThatThrownBy(() -> new History(1, 5, 4))
                .hasMessage("Invalid history: 1 repeats, last after 5.0, known for 4.0 (the last order cannot be after"
                        + " the date)");
    }

    private static Histories simulated(int customers, int k, double r, double alpha, double a, double b) {
        return simulate(customers, k, r, alpha, a, b).histories;
    }

    /** Customers who behave as the model says, and how many orders they make in the 52 weeks after their histories. */
    private static final class Shop {
        private final Histories histories = new Histories();
        private int later;
    }

    private static Shop simulate(int customers, int k, double r, double alpha, double a, double b) {
        Shop shop = new Shop();
        Well19937c random = new Well19937c(17);
        GammaDistribution rates = new GammaDistribution(random, r, 1 / alpha);
        BetaDistribution leaves = new BetaDistribution(random, a, b);
        for (int i = 0; i < customers; i++) {
            double rate = rates.sample();
            double leave = leaves.sample();
            double age = 40 + random.nextInt(30);
            List<Double> gaps = new ArrayList<>();
            double last = 0;
            double at = 0;
            while (random.nextDouble() >= leave && at <= age + 52) {
                double gap = new GammaDistribution(random, k, 1 / rate).sample();
                at += gap;
                if (at <= age) {
                    gaps.add(gap);
                    last = at;
                } else if (at <= age + 52) {
                    shop.later++;
                }
            }
            shop.histories.add(
                    new History(gaps.size(), last, age),
                    gaps.stream().mapToDouble(Double::doubleValue).toArray());
        }
        return shop;
    }

    private static Histories cdnow() throws IOException {
        Histories histories = new Histories();
        for (double[] values : lines("cdnow_customers_summary.csv")) {
            // The file is rounded to hundredths of a week; days are exact.
            histories.add(new History((int) values[1], exact(values[2]), exact(values[3])), 1);
        }
        return histories;
    }

    private static double exact(double weeks) {
        return Math.round(weeks * 7) / 7.0;
    }

    private static List<double[]> lines(String file) throws IOException {
        String data = System.getenv("NIGHTJAR_DATA");
        assumeTrue(
                data != null,
                "NIGHTJAR_DATA does not say where the data sets are: the published figures are not checked");
        Path path = Path.of(data, "cdnow", file);
        assumeTrue(Files.exists(path), "There is no " + file + " below NIGHTJAR_DATA: not checked");
        return Files.readAllLines(path).stream()
                .skip(1)
                .map(line -> java.util.Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
    }
}
