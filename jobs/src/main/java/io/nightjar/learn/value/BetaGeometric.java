package io.nightjar.learn.value;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.special.Gamma;

/**
 * Orders come with Erlang-k gaps at a rate that differs between customers by a gamma distribution (r, alpha); after
 * each order the customer leaves with a probability that differs by a beta distribution (a, b). With k = 1 this is
 * BG/NBD (Fader, Hardie and Lee, Marketing Science 24, 2005); modified, where one can leave after the first order too,
 * MBG/NBD (Batislam, Denizel and Filiztekin, IJRM 24, 2007); with k above 1, for regular buyers, MBG/CNBD-k (Reutterer,
 * Platzer and Schroeder, IJRM 38, 2021).
 *
 * <p>With s the time since the last order and x repeats, a customer who stayed has likelihood
 * B(a, b') / B(a, b) G(r + kx) / G(r) alpha^r / (alpha + T)^(r + kx) sum over j below k of (r + kx)_j / j! (s / (alpha +
 * T))^j, b' = b + x (modified: b + x + 1); one who left after the last order B(a + 1, b' - 1) / B(a, b) G(r + kx) /
 * G(r) alpha^r / (alpha + t_x)^(r + kx). What is to come is summed exactly: given phase j, the hidden events in time t
 * are negative binomial, every k-th of them is an order, and the customer survives each of them by the beta
 * distribution.
 */
public final class BetaGeometric implements PurchaseModel {
    private static final long serialVersionUID = 1;
    private static final List<double[]> STARTS = List.of(new double[] {1, 1, 1, 1}, new double[] {0.5, 0.3, 0.5, 2});

    private final int k;
    private final boolean modified;
    private final double r;
    private final double alpha;
    private final double a;
    private final double b;
    private final double logLikelihood;

    private BetaGeometric(int k, boolean modified, double[] parameters, double logLikelihood) {
        this.k = k;
        this.modified = modified;
        this.r = parameters[0];
        this.alpha = parameters[1];
        this.a = parameters[2];
        this.b = parameters[3];
        this.logLikelihood = logLikelihood;
    }

    /** BG/NBD by maximum likelihood. */
    public static BetaGeometric bgNbd(Histories data) {
        return fit(data, 1, false);
    }

    /** MBG/NBD by maximum likelihood. */
    public static BetaGeometric mbgNbd(Histories data) {
        return fit(data, 1, true);
    }

    /** MBG/CNBD-k with the likeliest k up to the given one. */
    public static BetaGeometric mbgCnbd(Histories data, int mostRegular) {
        BetaGeometric best = mbgNbd(data);
        for (int k = 2; k <= mostRegular; k++) {
            BetaGeometric next = fit(data, k, true);
            if (next.logLikelihood <= best.logLikelihood) {
                break;
            }
            best = next;
        }
        return best;
    }

    private static BetaGeometric fit(Histories data, int k, boolean modified) {
        double unit = data.sum(History::age) / Math.max(1, data.customers());
        List<double[]> starts = STARTS.stream()
                .map(start -> new double[] {start[0], start[1] * Math.max(unit, 1e-3) / k, start[2], start[3]})
                .toList();
        Maximum found = Maximum.of(parameters -> likelihood(data, k, modified, parameters), starts);
        return new BetaGeometric(k, modified, found.at(), found.value());
    }

    private static double likelihood(Histories data, int k, boolean modified, double[] parameters) {
        BetaGeometric model = new BetaGeometric(k, modified, parameters, Double.NaN);
        double[] byRepeats = new double[data.mostRepeats() + 1];
        Arrays.fill(byRepeats, Double.NaN);
        double factorial = Gamma.logGamma(k);
        double sum = data.sum(history -> {
            int x = history.repeats();
            if (Double.isNaN(byRepeats[x])) {
                byRepeats[x] = model.common(x) - x * factorial;
            }
            double stayed = model.stayed(history);
            return byRepeats[x] + stayed + LogSpace.onePlus(model.logOddsOfHavingLeft(history, stayed));
        });
        return sum + (k > 1 ? (k - 1) * data.sumOfLogGaps() : 0);
    }

    /** What depends on the number of repeats only. */
    private double common(int x) {
        return Gamma.logGamma(r + k * x)
                - Gamma.logGamma(r)
                + r * Math.log(alpha)
                + logBeta(a, stays(x))
                - logBeta(a, b);
    }

    /** Second beta parameter of a customer who stayed so far. */
    private double stays(int x) {
        return modified ? b + x + 1 : b + x;
    }

    private double stayed(History history) {
        double shape = r + k * history.repeats();
        return -shape * Math.log(alpha + history.age()) + Math.log(phases(history)[k]);
    }

    /** Weight of each phase since the last order, and behind them their sum. */
    private double[] phases(History history) {
        double[] weights = new double[k + 1];
        double shape = r + k * history.repeats();
        double step = history.recency() / (alpha + history.age());
        double weight = 1;
        for (int j = 0; j < k; j++) {
            weights[j] = weight;
            weights[k] += weight;
            weight *= (shape + j) / (j + 1) * step;
        }
        return weights;
    }

    /** As a logarithm: whoever ordered hundreds of times and then never again has odds that no number holds. */
    private double logOddsOfHavingLeft(History history, double stayed) {
        if (history.repeats() == 0 && !modified) {
            return Double.NEGATIVE_INFINITY;
        }
        double left = -(r + k * history.repeats()) * Math.log(alpha + history.last());
        return Math.log(a / (stays(history.repeats()) - 1)) + left - stayed;
    }

    @Override
    public String name() {
        return (modified ? "mbg" : "bg") + (k == 1 ? "-nbd" : "-cnbd-" + k);
    }

    @Override
    public SortedMap<String, Double> parameters() {
        return new TreeMap<>(java.util.Map.of("r", r, "alpha", alpha, "a", a, "b", b));
    }

    @Override
    public double logLikelihood() {
        return logLikelihood;
    }

    @Override
    public double alive(History history) {
        return Math.exp(-LogSpace.onePlus(logOddsOfHavingLeft(history, stayed(history))));
    }

    @Override
    public double[] atLeast(History history, double time) {
        double[] phases = phases(history);
        double z = time / (alpha + history.age() + time);
        NegativeBinomial[] events = new NegativeBinomial[k];
        for (int j = 0; j < k; j++) {
            events[j] = new NegativeBinomial(r + k * history.repeats() + j, z);
        }
        double[] all = new double[16];
        double survives = alive(history);
        double stays = stays(history.repeats());
        for (int i = 1; ; i++) {
            double happens = 0;
            for (int j = 0; j < k; j++) {
                happens += phases[j] / phases[k] * events[j].atLeast(i * k - j);
            }
            if (NegativeBinomial.isNegligible(happens * survives, i)) {
                return Arrays.copyOf(all, i - 1);
            }
            if (i > all.length) {
                all = Arrays.copyOf(all, 2 * all.length);
            }
            all[i - 1] = survives * happens;
            survives *= (stays + i - 1) / (a + stays + i - 1);
        }
    }

    @Override
    public double buysWithin(History history, double time) {
        double[] phases = phases(history);
        double z = time / (alpha + history.age() + time);
        double happens = 0;
        for (int j = 0; j < k; j++) {
            happens += phases[j] / phases[k] * new NegativeBinomial(r + k * history.repeats() + j, z).atLeast(k - j);
        }
        return alive(history) * happens;
    }

    private static double logBeta(double p, double q) {
        return Gamma.logGamma(p) + Gamma.logGamma(q) - Gamma.logGamma(p + q);
    }
}
