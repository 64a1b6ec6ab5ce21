package io.nightjar.sample;

import io.nightjar.sample.Assortment.Category;
import io.nightjar.sample.Assortment.Pairing;
import io.nightjar.sample.Assortment.Shelf;
import io.nightjar.sample.Dice.Stream;
import java.util.ArrayList;
import java.util.List;

/** The shop's products; on each shelf a few sell most (Zipf). */
final class Catalogue {
    static final int PER_SHELF = 10;
    static final int BRANDS = 5;
    private static final String[] BRAND_NAMES = {
        "Alder", "Brightwell", "Corvo", "Dunmore", "Elmhurst", "Fennel & Co", "Grünberg", "Harrow", "Isar", "Juniper"
    };
    private static final String[] SIZES = {"", " Classic", " Plus", " Value Pack", " Premium"};

    private final List<Product> products;
    private final double[] popularity = new double[PER_SHELF];

    Catalogue(long seed, int days) {
        for (int i = 0; i < PER_SHELF; i++) {
            popularity[i] = (i == 0 ? 0 : popularity[i - 1]) + 1 / StrictMath.pow(i + 1, 0.9);
        }
        Dice dice = Dice.of(seed, Stream.CATALOGUE, 0);
        List<Product> made = new ArrayList<>();
        for (int shelf = 0; shelf < Assortment.SHELVES.size(); shelf++) {
            for (int place = 0; place < PER_SHELF; place++) {
                made.add(product(shelf, place, days, dice));
            }
        }
        products = List.copyOf(made);
    }

    private static Product product(int shelfNumber, int place, int days, Dice dice) {
        Shelf shelf = Assortment.SHELVES.get(shelfNumber);
        Category category = Assortment.CATEGORIES.get(shelf.category());
        int index = shelfNumber * PER_SHELF + place;
        int brand = place % BRANDS;
        String brandName = BRAND_NAMES[(shelf.category() * 3 + brand) % BRAND_NAMES.length];
        String noun = shelf.nouns().get(place % shelf.nouns().size());
        int price = (int) (shelf.price() * dice.between(0.6, 1.6)) / 50 * 50 + 49;
        int companion = companion(shelf, dice);
        boolean runsOut = dice.chance(0.12);
        int outFrom = runsOut ? dice.below(days) : -1;
        int outUntil = dice.chance(0.35) ? days + 1 : outFrom + 7 + dice.below(35);
        boolean isOutNow = runsOut && outUntil >= days;
        return new Product(
                index,
                "P" + (10_000 + index * 7),
                brandName + " " + noun + SIZES[place / 2],
                shelf.category(),
                shelfNumber,
                "Shop > " + category.name() + " > " + shelf.name(),
                brandName,
                brand,
                price,
                (int) (price * dice.between(0.45, 0.75)),
                isOutNow ? 0 : 5 + (int) dice.exponential(120),
                shelf.warrantyMonths(),
                shelf.periodDays() * dice.between(0.8, 1.25),
                companion,
                companion < 0 ? 0 : dice.between(0.25, 0.5),
                outFrom,
                outUntil);
    }

    private static int companion(Shelf shelf, Dice dice) {
        for (Pairing pairing : Assortment.PAIRINGS) {
            if (pairing.shelf().equals(shelf.name())) {
                return Assortment.shelfNamed(pairing.companion()) * PER_SHELF + dice.below(4);
            }
        }
        return -1;
    }

    List<Product> products() {
        return products;
    }

    Product at(int index) {
        return products.get(index);
    }

    /** A product of the shelf by popularity, the person's own brand preferred. */
    Product fromShelf(int shelf, int favouriteBrand, Dice dice) {
        Product found = onShelf(shelf, dice);
        for (int attempt = 0; attempt < 2 && found.brandNumber() != favouriteBrand; attempt++) {
            if (dice.chance(0.5)) {
                return found;
            }
            found = onShelf(shelf, dice);
        }
        return found;
    }

    private Product onShelf(int shelf, Dice dice) {
        return products.get(shelf * PER_SHELF + dice.weighted(popularity));
    }

    /** What stands in for a product that is out: the next on the shelf that is not. */
    Product substitute(Product wanted, int day) {
        for (int step = 1; step < PER_SHELF; step++) {
            int place = (wanted.index() + step) % PER_SHELF;
            Product other = products.get(wanted.shelf() * PER_SHELF + place);
            if (!other.isOutOn(day)) {
                return other;
            }
        }
        return wanted;
    }
}
