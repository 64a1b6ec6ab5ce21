package io.nightjar.model;

import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import io.nightjar.config.NextBestProductSettings;
import io.nightjar.job.Inputs;
import io.nightjar.learn.rank.Audience;
import io.nightjar.learn.rank.Histories;
import io.nightjar.learn.rank.Split;
import io.nightjar.schema.Products;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/** How large an audience for a product or a category has to be, by one shop's purchases. */
public final class AudienceStudy {
    private final Inputs in;
    private final LocalDate asOf;
    private final NextBestProductSettings settings;
    private final long seed;
    private final Baskets baskets;

    /** @param asOf end of the period that is judged, holdout-days long */
    public AudienceStudy(Inputs in, LocalDate asOf, NextBestProductSettings settings, long seed) {
        this.in = in;
        this.asOf = asOf;
        this.settings = settings;
        this.seed = seed;
        LocalDate cutoff = asOf.minusDays(2L * settings.holdoutDays());
        baskets = new Baskets(in, asOf, cutoff, cutoff.minusDays(NextBestProductStudy.LOOKS_DAYS));
    }

    public Audience.Advice ofProduct(String product) {
        if (!baskets.products().contains(product)) {
            throw new ConfigException(
                    "Nobody ever bought a product " + product + DidYouMean.hint(product, baskets.products()));
        }
        return advice(Set.of(product));
    }

    /** @param category its path; those below it belong to it */
    public Audience.Advice ofCategory(String category) {
        Set<String> products = new TreeSet<>();
        for (Row row : in.read(Products.TABLE)
                .where(CategoryPaths.isIn(Products.CATEGORY.col(), category))
                .select(Products.PRODUCT_ID.col())
                .collectAsList()) {
            products.add(row.getString(0));
        }
        if (products.isEmpty()) {
            throw new ConfigException("There is no product in a category " + category + " or below it");
        }
        return advice(products);
    }

    private Audience.Advice advice(Set<String> wanted) {
        List<String> all = baskets.products();
        int[] products = IntStream.range(0, all.size())
                .filter(number -> wanted.contains(all.get(number)))
                .toArray();
        Histories histories = baskets.histories(settings.maxCustomersToLearnFrom());
        int now = (int) asOf.toEpochDay();
        Split test = Split.everything(histories, now).after(now - settings.holdoutDays(), settings.holdoutDays());
        return Audience.of(
                test.before(settings.holdoutDays()), test, products, NextBestProductStudy.rank(settings, seed));
    }
}
