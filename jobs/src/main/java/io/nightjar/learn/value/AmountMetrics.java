package io.nightjar.learn.value;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far forecast amounts are from what came, customer by customer. */
public final class AmountMetrics {
    private final double[] forecast;
    private final double[] came;

    public AmountMetrics(double[] forecast, double[] came) {
        if (forecast.length != came.length) {
            throw new IllegalArgumentException(forecast.length + " forecasts for " + came.length + " outcomes");
        }
        this.forecast = forecast;
        this.came = came;
    }

    /** Mean of |forecast - came|. */
    public double meanAbsoluteError() {
        double sum = 0;
        for (int i = 0; i < came.length; i++) {
            sum += Math.abs(forecast[i] - came[i]);
        }
        return sum / came.length;
    }

    /** Square root of the mean of (forecast - came)^2. */
    public double rootMeanSquaredError() {
        double sum = 0;
        for (int i = 0; i < came.length; i++) {
            sum += (forecast[i] - came[i]) * (forecast[i] - came[i]);
        }
        return Math.sqrt(sum / came.length);
    }

    /** Sum forecast over sum that came, less 1. */
    public double bias() {
        return Arrays.stream(forecast).sum() / Arrays.stream(came).sum() - 1;
    }

    /** Pearson's correlation. */
    public double correlation() {
        double meanForecast = Arrays.stream(forecast).average().orElse(0);
        double meanCame = Arrays.stream(came).average().orElse(0);
        double both = 0;
        double one = 0;
        double other = 0;
        for (int i = 0; i < came.length; i++) {
            both += (forecast[i] - meanForecast) * (came[i] - meanCame);
            one += (forecast[i] - meanForecast) * (forecast[i] - meanForecast);
            other += (came[i] - meanCame) * (came[i] - meanCame);
        }
        return both / Math.sqrt(one * other);
    }

    /**
     * Normalised Gini: area between the diagonal and the share of what came from the customers with the highest
     * forecasts, over the same for a perfect order. 1 is perfect, 0 is chance. Equal forecasts share what they brought.
     */
    public double gini() {
        return area(forecast) / area(came);
    }

    private double area(double[] by) {
        Integer[] order = new Integer[by.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -by[i]));
        double area = 0;
        double before = 0;
        int start = 0;
        while (start < order.length) {
            int end = start;
            double sum = 0;
            while (end < order.length && by[order[end]] == by[order[start]]) {
                sum += came[order[end]];
                end++;
            }
            area += (end - start) * (before + sum / 2);
            before += sum;
            start = end;
        }
        return area / (by.length * before) - 0.5;
    }

    /** All of them by name; what cannot be computed is null. */
    public Map<String, Double> all() {
        Map<String, Double> all = new LinkedHashMap<>();
        all.put("MAE", known(meanAbsoluteError()));
        all.put("RMSE", known(rootMeanSquaredError()));
        all.put("bias", known(bias()));
        all.put("correlation", known(correlation()));
        all.put("Gini", known(gini()));
        return all;
    }

    private static Double known(double value) {
        return Double.isFinite(value) ? Math.round(value * 1e6) / 1e6 : null;
    }
}
