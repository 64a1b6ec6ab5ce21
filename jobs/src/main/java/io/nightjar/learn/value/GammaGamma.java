package io.nightjar.learn.value;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.special.Gamma;

/**
 * What an order of a customer is worth: orders vary around the customer's own mean by a gamma distribution (p), and the
 * means by another (q, v): Gamma-Gamma (Fader and Hardie, note 25). A customer with x orders of mean m is expected to
 * spend p (v + x m) / (p x + q - 1) an order.
 */
public final class GammaGamma implements Serializable {
    private static final long serialVersionUID = 1;

    private final double p;
    private final double q;
    private final double v;
    private final double logLikelihood;

    private GammaGamma(double[] parameters, double logLikelihood) {
        this.p = parameters[0];
        this.q = parameters[1];
        this.v = parameters[2];
        this.logLikelihood = logLikelihood;
    }

    /**
     * Orders of one customer.
     *
     * @param orders 1 or more
     * @param mean of their amounts, above 0
     */
    public record Spending(int orders, double mean) {}

    /** By maximum likelihood. */
    public static GammaGamma fit(List<Spending> customers) {
        double mean = customers.stream().mapToDouble(Spending::mean).average().orElse(1);
        List<double[]> starts =
                List.of(new double[] {1, 3, mean}, new double[] {5, 4, mean / 2}, new double[] {2, 2, mean});
        Maximum found = Maximum.of(parameters -> new GammaGamma(parameters, Double.NaN).likelihood(customers), starts);
        return new GammaGamma(found.at(), found.value());
    }

    private double likelihood(List<Spending> customers) {
        double perCustomer = q * Math.log(v) - Gamma.logGamma(q);
        double sum = 0;
        for (Spending customer : customers) {
            double shape = p * customer.orders();
            double total = customer.orders() * customer.mean();
            sum += perCustomer
                    + Gamma.logGamma(shape + q)
                    - Gamma.logGamma(shape)
                    + shape * Math.log(total)
                    - Math.log(customer.mean())
                    - (shape + q) * Math.log(v + total);
        }
        return sum;
    }

    /** Expected amount of an order; without orders ({@code 0, 0}) that of anybody. */
    public double expected(int orders, double mean) {
        return p * (v + orders * mean) / (p * orders + Math.max(q, 1.05) - 1);
    }

    /** Variance of the amount of one order around what is expected, over all that is not known. */
    public double variance(int orders, double mean) {
        double shape = p * orders + q;
        double rate = v + orders * mean;
        double secondOfMean = rate * rate / Math.max(0.05, (shape - 1) * (shape - 2));
        double first = expected(orders, mean);
        return Math.max(0, p * (p + 1) * secondOfMean - first * first);
    }

    public SortedMap<String, Double> parameters() {
        return new TreeMap<>(Map.of("p", p, "q", q, "v", v));
    }

    public double logLikelihood() {
        return logLikelihood;
    }
}
