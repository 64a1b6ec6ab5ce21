package io.nightjar.learn.value;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.special.Gamma;

/**
 * Orders come at a rate that differs by a gamma distribution (r, alpha); customers leave at any time, at a rate that
 * differs by another (s, beta): Pareto/NBD (Schmittlein, Morrison and Colombo, Management Science 33, 1987; likelihood
 * as in Fader and Hardie, note 9).
 *
 * <p>L = G(r + x) / G(r) alpha^r beta^s ((alpha + T)^-(r + x) (beta + T)^-s + s I), where I, for having left at u
 * after the last order, is the integral from t_x to T of (alpha + u)^-(r + x) (beta + u)^-(s + 1). It is taken over
 * log(min(alpha, beta) + u) by Gauss and Legendre with as many points as the steepness asks for: unlike the usual
 * hypergeometric series it neither cancels nor stops early at any parameters.
 */
public final class ParetoNbd implements PurchaseModel {
    private static final long serialVersionUID = 1;
    private static final GaussIntegrator FEW = new GaussIntegratorFactory().legendre(8);
    private static final GaussIntegrator SOME = new GaussIntegratorFactory().legendre(16);
    private static final GaussIntegrator MANY = new GaussIntegratorFactory().legendre(48);
    /** Times of leaving that a forecast is averaged over. */
    private static final int MOMENTS = 16;

    private static final List<double[]> STARTS = List.of(new double[] {1, 1, 1, 1}, new double[] {0.5, 0.3, 0.5, 0.5});

    private final double r;
    private final double alpha;
    private final double s;
    private final double beta;
    private final double logLikelihood;

    private ParetoNbd(double[] parameters, double logLikelihood) {
        this.r = parameters[0];
        this.alpha = parameters[1];
        this.s = parameters[2];
        this.beta = parameters[3];
        this.logLikelihood = logLikelihood;
    }

    /** By maximum likelihood. */
    public static ParetoNbd fit(Histories data) {
        double unit = Math.max(1e-3, data.sum(History::age) / Math.max(1, data.customers()));
        List<double[]> starts = STARTS.stream()
                .map(start -> new double[] {start[0], start[1] * unit, start[2], start[3] * unit})
                .toList();
        Maximum found = Maximum.of(
                parameters -> {
                    ParetoNbd model = new ParetoNbd(parameters, Double.NaN);
                    return data.sum(model::likelihood);
                },
                starts);
        return new ParetoNbd(found.at(), found.value());
    }

    private double likelihood(History history) {
        int x = history.repeats();
        return Gamma.logGamma(r + x)
                - Gamma.logGamma(r)
                + r * Math.log(alpha)
                + s * Math.log(beta)
                + logStayed(history, history.age())
                + LogSpace.onePlus(logOddsOfHavingLeft(history));
    }

    private double logStayed(History history, double until) {
        return -(r + history.repeats()) * Math.log(alpha + until) - s * Math.log(beta + until);
    }

    /** The logarithm of s I / ((alpha + T)^-(r + x) (beta + T)^-s). */
    private double logOddsOfHavingLeft(History history) {
        double least = Math.min(alpha, beta);
        double from = Math.log(least + history.last());
        double width = Math.log(least + history.age()) - from;
        double shape = r + history.repeats();
        GaussIntegrator points = points((shape + s + 1) * width);
        double stayed = logStayed(history, history.age());
        double[] logs = new double[points.getNumberOfPoints()];
        for (int i = 0; i < logs.length; i++) {
            double time = Math.exp(from + width * (1 + points.getPoint(i)) / 2);
            double sinceAlpha = time - least + alpha;
            double sinceBeta = time - least + beta;
            double log = -shape * Math.log(sinceAlpha) - s * Math.log(sinceBeta) - stayed;
            logs[i] = log + Math.log(points.getWeight(i) * time / sinceBeta);
        }
        return Math.log(s * width / 2) + LogSpace.sum(logs);
    }

    private static GaussIntegrator points(double steepness) {
        return steepness < 4 ? FEW : steepness < 14 ? SOME : MANY;
    }

    @Override
    public String name() {
        return "pareto-nbd";
    }

    @Override
    public SortedMap<String, Double> parameters() {
        return new TreeMap<>(Map.of("r", r, "alpha", alpha, "s", s, "beta", beta));
    }

    @Override
    public double logLikelihood() {
        return logLikelihood;
    }

    @Override
    public double alive(History history) {
        return Math.exp(-LogSpace.onePlus(logOddsOfHavingLeft(history)));
    }

    /** P(alive) (r + x) (beta + T) / ((alpha + T) (s - 1)) (1 - ((beta + T) / (beta + T + t))^(s - 1)). */
    @Override
    public double expected(History history, double time) {
        double rate = (r + history.repeats()) / (alpha + history.age());
        double until = beta + history.age();
        double power = Math.log(until / (until + time));
        double lasts = Math.abs(s - 1) < 1e-9 ? -power * until : -until * Math.expm1((s - 1) * power) / (s - 1);
        return alive(history) * rate * lasts;
    }

    @Override
    public double[] atLeast(History history, double time) {
        double[] all = new double[16];
        int most = 0;
        for (int moment = 0; moment <= MOMENTS; moment++) {
            NegativeBinomial orders = orders(history, buyingTime(time, moment));
            double weight = alive(history) * weight(history, time, moment);
            for (int i = 1; ; i++) {
                double probability = orders.atLeast(i);
                if (NegativeBinomial.isNegligible(probability, i)) {
                    break;
                }
                if (i > all.length) {
                    all = Arrays.copyOf(all, 2 * all.length);
                }
                all[i - 1] += weight * probability;
                most = Math.max(most, i);
            }
        }
        return Arrays.copyOf(all, most);
    }

    @Override
    public double buysWithin(History history, double time) {
        double sum = 0;
        for (int moment = 0; moment <= MOMENTS; moment++) {
            sum += weight(history, time, moment)
                    * orders(history, buyingTime(time, moment)).atLeast(1);
        }
        return alive(history) * sum;
    }

    private NegativeBinomial orders(History history, double time) {
        return new NegativeBinomial(r + history.repeats(), time / (alpha + history.age() + time));
    }

    /** The middle of the moment's slice of time; the last moment stands for those who stay throughout. */
    private static double buyingTime(double time, int moment) {
        return moment == MOMENTS ? time : time * (moment + 0.5) / MOMENTS;
    }

    private double weight(History history, double time, int moment) {
        double from = stays(history, time * moment / MOMENTS);
        return moment == MOMENTS ? from : from - stays(history, time * (moment + 1) / MOMENTS);
    }

    private double stays(History history, double time) {
        return Math.exp(s * Math.log((beta + history.age()) / (beta + history.age() + time)));
    }
}
