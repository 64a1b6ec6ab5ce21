package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Field;
import io.nightjar.schema.Products;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Categories that are proposed only to who has given a consent, as a flag of the profile: {@code category: flag}. */
final class ConsentCategories {
    private static final int MOST = 30;

    private final List<String> categories = new ArrayList<>();
    private final List<Field> flags = new ArrayList<>();

    ConsentCategories(List<String> rules) {
        if (rules.size() > MOST) {
            throw new ConfigException("next-best-product.consent-categories has " + rules.size() + " rules; at most "
                    + MOST + " are possible");
        }
        for (String rule : rules) {
            int colon = rule.lastIndexOf(':');
            if (colon < 1) {
                throw new ConfigException("next-best-product.consent-categories has \"" + rule
                        + "\"; write it as \"category: flag of the profile\"");
            }
            categories.add(rule.substring(0, colon).strip());
            flags.add(flag(rule.substring(colon + 1).strip()));
        }
    }

    private static Field flag(String name) {
        List<String> names = CustomerProfiles.TABLE.fields().stream()
                .filter(field -> field.type().equals(DataTypes.BooleanType))
                .map(Field::name)
                .toList();
        return CustomerProfiles.TABLE.fields().stream()
                .filter(field -> names.contains(name) && field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException("next-best-product.consent-categories needs " + name
                        + ", which is no flag of customer_profiles" + DidYouMean.hint(name, names)));
    }

    int size() {
        return categories.size();
    }

    /** A bit for each rule whose category this is, or is below. */
    int needs(String category) {
        int needs = 0;
        for (int rule = 0; rule < size(); rule++) {
            needs |= CategoryPaths.isIn(category, categories.get(rule)) ? 1 << rule : 0;
        }
        return needs;
    }

    /** Of a category: whether it needs a consent at all. */
    Column isNeeded(Column category) {
        Column needed = lit(false);
        for (String each : categories) {
            needed = needed.or(CategoryPaths.isIn(category, each));
        }
        return needed;
    }

    /** Of a profile: a bit for each consent that was not given. */
    Column refused() {
        Column bits = lit(0);
        for (int rule = 0; rule < size(); rule++) {
            bits = bits.plus(when(given(rule), 0).otherwise(1 << rule));
        }
        return bits;
    }

    /** Rows with a person and a category, without those that the person gave no consent for. */
    Dataset<Row> allowed(Dataset<Row> rows, Dataset<Row> profiles) {
        Dataset<Row> allowed = rows;
        for (int rule = 0; rule < size(); rule++) {
            Column needs = CategoryPaths.isIn(Products.CATEGORY.col(), categories.get(rule));
            Dataset<Row> given = profiles.where(given(rule)).select(CustomerProfiles.CUSTOMER_ID.col());
            allowed = allowed.where(not(needs))
                    .unionByName(allowed.where(needs)
                            .join(given, new String[] {CustomerProfiles.CUSTOMER_ID.name()}, "left_semi"));
        }
        return allowed;
    }

    private Column given(int rule) {
        return coalesce(flags.get(rule).col(), lit(false));
    }
}
