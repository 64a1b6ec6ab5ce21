package io.nightjar.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder the shop is written to: refuses what is not ours, writes what belongs to no part, joins the truth. */
final class ShopFiles {
    private static final List<String> FOLDERS =
            List.of("purchases", "products", "customers", "loyalty", "clickstream", "service", "marketing", "truth");
    private static final String SUMMARY = "truth/summary.json";

    private final Path folder;

    ShopFiles(Path folder) {
        this.folder = folder;
    }

    /** Empties the folder if an earlier shop is in it, and leaves anybody else's files alone. */
    void makeReady() throws IOException {
        boolean isOurs = Files.exists(folder.resolve(SUMMARY));
        for (String name : FOLDERS) {
            Path part = folder.resolve(name);
            if (Files.exists(part) && !isOurs) {
                throw new IllegalArgumentException("Cannot make sample data in " + folder + ": it has a folder " + name
                        + " that make-sample-data did not make; name an empty folder");
            }
        }
        for (String name : FOLDERS) {
            delete(folder.resolve(name));
        }
        Files.createDirectories(folder.resolve("truth"));
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> below = Files.walk(path)) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    Path truthOfPart(String part) {
        return folder.resolve("truth").resolve("part-" + part);
    }

    void joinTruth(List<String> parts) throws IOException {
        for (Truth.Page page : Truth.Page.values()) {
            try (OutputStream out =
                    Files.newOutputStream(folder.resolve("truth").resolve(page.file()))) {
                out.write((page.header() + "\n").getBytes(StandardCharsets.UTF_8));
                for (String part : parts) {
                    Files.copy(truthOfPart(part).resolve(page.file()), out);
                }
            }
        }
        for (String part : parts) {
            delete(truthOfPart(part));
        }
    }

    void writeCatalogue(Catalogue catalogue) throws IOException {
        try (TextFile products = new TextFile(folder.resolve("products/products.csv"));
                TextFile companions = new TextFile(folder.resolve("truth/complements.csv"));
                TextFile substitutes = new TextFile(folder.resolve("truth/substitutes.csv"));
                TextFile shelves = new TextFile(folder.resolve("truth/products_truth.csv"))) {
            line(products, "sku,name,category_path,brand,list_price,unit_cost,stock,warranty_months");
            line(companions, "product_id,complement_id,share");
            line(substitutes, "product_id,shelf");
            line(shelves, "product_id,period_days,out_from_day,out_until_day,is_badly_made");
            for (Product product : catalogue.products()) {
                line(products, productLine(product));
                line(substitutes, product.id() + "," + product.shelf());
                line(shelves, truthLine(product));
                if (product.companion() >= 0) {
                    String companion = catalogue.at(product.companion()).id();
                    line(
                            companions,
                            product.id() + "," + companion + "," + Math.round(product.companionShare() * 100) / 100.0);
                }
            }
        }
    }

    private static String productLine(Product product) {
        return String.join(
                ",",
                product.id(),
                '"' + product.name().replace("\"", "\"\"") + '"',
                product.path(),
                product.brand(),
                money(product.price()),
                money(product.unitCost()),
                String.valueOf(product.stock()),
                product.warrantyMonths() == 0 ? "" : String.valueOf(product.warrantyMonths()));
    }

    private static String truthLine(Product product) {
        boolean hasRunOut = product.outFrom() >= 0;
        return product.id() + "," + Math.round(product.periodDays()) + "," + (hasRunOut ? product.outFrom() : "") + ","
                + (hasRunOut ? product.outUntil() : "") + "," + (product.index() % Care.BAD_PRODUCT == 0 ? 1 : 0);
    }

    private static String money(int cents) {
        return cents / 100 + "." + String.valueOf(100 + cents % 100).substring(1);
    }

    private static void line(TextFile file, String text) throws IOException {
        file.line(text, StandardCharsets.UTF_8);
    }

    void writeSummary(String json) throws IOException {
        Files.writeString(folder.resolve(SUMMARY), json);
    }

    List<Path> all() throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            return below.filter(Files::isRegularFile)
                    .filter(path ->
                            FOLDERS.contains(folder.relativize(path).getName(0).toString()))
                    .sorted()
                    .toList();
        }
    }
}
