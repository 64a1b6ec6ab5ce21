package io.nightjar.sample;

import java.util.Arrays;
import java.util.List;

/** What the shop sells: shelves of alike products, twelve categories of four. */
final class Assortment {
    /**
     * A shelf: its products can stand in for each other.
     *
     * @param category top of the category path, an index into {@link #CATEGORIES}
     * @param periodDays days one piece lasts; 0 if it is not used up
     * @param price typical price in cents
     * @param warrantyMonths 0 for none
     */
    record Shelf(int category, String name, int periodDays, int price, int warrantyMonths, List<String> nouns) {}

    /** A category and when it sells. */
    record Category(String name, Season season) {}

    /** Buyers of the first shelf's products often take one of the second shelf along. */
    record Pairing(String shelf, String companion) {}

    /** How much more than usual is bought, January to December. */
    static final class Season {
        private static final Season EVEN = new Season(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        private static final Season SPRING = new Season(0.3, 0.6, 1.6, 2.2, 2.1, 1.5, 1.0, 0.8, 0.7, 0.6, 0.3, 0.3);
        private static final Season GIFTS = new Season(0.6, 0.7, 0.8, 0.9, 0.8, 0.8, 0.8, 0.8, 0.8, 1.0, 1.9, 2.9);
        private static final Season WINTER = new Season(1.3, 1.2, 1.0, 0.8, 0.8, 0.7, 0.7, 0.8, 1.1, 1.3, 1.3, 1.2);
        private static final Season SUMMER = new Season(0.9, 0.7, 0.9, 1.1, 1.4, 1.6, 1.4, 1.0, 0.9, 0.7, 0.6, 0.8);

        private final double[] months;

        private Season(double... months) {
            this.months = months;
        }

        double in(int month) {
            return months[month];
        }
    }

    static final List<Category> CATEGORIES = List.of(
            new Category("Pantry", Season.EVEN),
            new Category("Cleaning", Season.EVEN),
            new Category("Beauty", Season.GIFTS),
            new Category("Baby", Season.EVEN),
            new Category("Pets", Season.EVEN),
            new Category("Kitchen", Season.WINTER),
            new Category("Electronics", Season.GIFTS),
            new Category("Garden", Season.SPRING),
            new Category("Sports", Season.SUMMER),
            new Category("Toys", Season.GIFTS),
            new Category("Fashion", Season.SUMMER),
            new Category("Workshop", Season.EVEN));

    static final List<Shelf> SHELVES = List.of(
            shelf(0, "Coffee", 24, 1290, 0, "Espresso Beans|House Blend|Filter Coffee|Decaf Beans"),
            shelf(0, "Tea", 35, 590, 0, "Green Tea|Earl Grey|Herbal Tea|Rooibos"),
            shelf(0, "Chocolate", 0, 390, 0, "Dark Chocolate|Milk Chocolate|Truffles|Nougat"),
            shelf(0, "Oils and Spices", 60, 890, 0, "Olive Oil|Curry Mix|Sea Salt|Pepper Blend"),
            shelf(1, "Laundry", 40, 1190, 0, "Liquid Detergent|Washing Powder|Colour Caps|Wool Wash"),
            shelf(1, "Dishwashing", 45, 990, 0, "Dishwasher Tabs|Rinse Aid|Dish Soap|Salt for Dishwashers"),
            shelf(1, "Surface Care", 0, 490, 0, "Glass Cleaner|Bath Cleaner|Wood Polish|Descaler"),
            shelf(1, "Paper Goods", 30, 690, 0, "Kitchen Rolls|Tissues|Toilet Paper|Napkins"),
            shelf(2, "Face Care", 50, 1890, 0, "Day Cream|Night Cream|Serum|Cleansing Milk"),
            shelf(2, "Hair Care", 42, 890, 0, "Shampoo|Conditioner|Hair Mask|Styling Gel"),
            shelf(2, "Fragrance", 0, 4990, 0, "Eau de Parfum|Eau de Toilette|Body Mist|Gift Set"),
            shelf(2, "Shaving", 38, 1490, 0, "Razor Blades|Shaving Foam|Aftershave|Beard Oil"),
            shelf(3, "Nappies", 18, 1690, 0, "Nappies Size 2|Nappies Size 3|Nappies Size 4|Night Pants"),
            shelf(3, "Baby Food", 14, 1190, 0, "Oat Porridge|Fruit Puree|Follow-on Milk|Rice Cakes"),
            shelf(3, "Baby Clothes", 0, 1490, 0, "Romper|Bodysuit|Knitted Cap|Sleep Sack"),
            shelf(3, "Prams", 0, 38900, 24, "City Pram|Buggy|Car Seat|Baby Carrier"),
            shelf(4, "Dog Food", 26, 2990, 0, "Dry Food Beef|Dry Food Salmon|Puppy Menu|Senior Menu"),
            shelf(4, "Cat Food", 21, 1990, 0, "Dry Food Chicken|Pouches Mix|Kitten Menu|Indoor Menu"),
            shelf(4, "Cat Litter", 28, 1290, 0, "Clumping Litter|Wood Litter|Silica Litter|Light Litter"),
            shelf(4, "Pet Toys", 0, 990, 0, "Rope Toy|Feather Wand|Chew Bone|Ball Set"),
            shelf(5, "Coffee Machines", 0, 24900, 24, "Portafilter|Bean-to-Cup Machine|Filter Machine|Moka Pot"),
            shelf(5, "Cookware", 0, 5990, 60, "Frying Pan 28\"|Saucepan|Casserole|Wok"),
            shelf(5, "Knives", 0, 4490, 60, "Chef's Knife|Bread Knife|Paring Knife|Knife Block, 5 pcs"),
            shelf(5, "Water Filters", 32, 1990, 0, "Filter Cartridge|Filter Jug Set|Descaling Kit|Soda Cylinder"),
            shelf(6, "Televisions", 0, 64900, 24, "TV 43\"|TV 50\"|TV 55\"|TV 65\""),
            shelf(6, "Headphones", 0, 12900, 24, "In-Ear Phones|Over-Ear Phones|Sport Phones|Headset"),
            shelf(6, "Printers", 0, 15900, 24, "Laser Printer|Inkjet Printer|Photo Printer|Label Printer"),
            shelf(6, "Ink and Toner", 55, 2990, 0, "Ink Black|Ink Colour Set|Toner Black|Label Tape"),
            shelf(7, "Plants", 0, 1290, 0, "Lavender|Tomato Plant|Rose Bush|Basil Pot"),
            shelf(7, "Soil and Feed", 45, 890, 0, "Potting Soil 40 l|Plant Feed|Lawn Feed|Bark Mulch"),
            shelf(7, "Mowers", 0, 29900, 36, "Cordless Mower|Robot Mower|Push Mower|Trimmer"),
            shelf(7, "Garden Furniture", 0, 18900, 24, "Folding Chair|Garden Table|Sun Lounger|Parasol, tilting"),
            shelf(8, "Running", 0, 8990, 0, "Running Shoes|Trail Shoes|Running Jacket|Running Tights"),
            shelf(8, "Nutrition", 30, 2490, 0, "Protein Powder|Energy Bars|Electrolytes|Recovery Shake"),
            shelf(8, "Yoga", 0, 3490, 0, "Yoga Mat|Yoga Block|Bolster|Strap"),
            shelf(8, "Bikes", 0, 89900, 24, "City Bike|Gravel Bike|E-Bike|Kids' Bike"),
            shelf(9, "Building Sets", 0, 3990, 0, "Castle Set|Space Set|Train Set|Farm Set"),
            shelf(9, "Board Games", 0, 2990, 0, "Strategy Game|Family Game|Party Game|Quiz Box"),
            shelf(9, "Dolls", 0, 2490, 0, "Soft Doll|Doll's House|Puppet|Doll's Pram"),
            shelf(9, "Craft", 0, 1290, 0, "Paint Set|Modelling Clay|Bead Box|Sticker Book"),
            shelf(10, "Shirts", 0, 3490, 0, "T-Shirt|Linen Shirt|Polo|Blouse"),
            shelf(10, "Trousers", 0, 5990, 0, "Jeans|Chinos|Shorts|Leggings"),
            shelf(10, "Shoes", 0, 7990, 0, "Sneakers|Boots|Sandals|Loafers"),
            shelf(10, "Socks", 0, 1190, 0, "Ankle Socks|Wool Socks|Knee Socks|Sports Socks"),
            shelf(11, "Power Tools", 0, 13900, 36, "Cordless Drill|Jigsaw|Sander|Hammer Drill"),
            shelf(11, "Hand Tools", 0, 2490, 24, "Screwdriver Set|Hammer|Spirit Level|Pliers"),
            shelf(11, "Paint", 0, 3490, 0, "Wall Paint White|Wood Varnish|Primer|Spray Paint"),
            shelf(11, "Screws", 0, 790, 0, "Wood Screws|Wall Plugs|Drill Bits|Sanding Paper"));

    static final List<Pairing> PAIRINGS = List.of(
            new Pairing("Coffee Machines", "Coffee"),
            new Pairing("Tea", "Chocolate"),
            new Pairing("Laundry", "Paper Goods"),
            new Pairing("Nappies", "Baby Food"),
            new Pairing("Cat Food", "Cat Litter"),
            new Pairing("Dog Food", "Pet Toys"),
            new Pairing("Printers", "Ink and Toner"),
            new Pairing("Plants", "Soil and Feed"),
            new Pairing("Running", "Socks"),
            new Pairing("Bikes", "Nutrition"),
            new Pairing("Shoes", "Socks"),
            new Pairing("Power Tools", "Screws"),
            new Pairing("Paint", "Hand Tools"),
            new Pairing("Cookware", "Oils and Spices"));

    private Assortment() {}

    private static Shelf shelf(int category, String name, int period, int price, int warranty, String nouns) {
        return new Shelf(category, name, period, price, warranty, List.of(nouns.split("\\|")));
    }

    static int shelfNamed(String name) {
        int index = SHELVES.stream().map(Shelf::name).toList().indexOf(name);
        if (index < 0) {
            throw new IllegalStateException("No shelf " + name + " among " + Arrays.toString(SHELVES.toArray()));
        }
        return index;
    }
}
