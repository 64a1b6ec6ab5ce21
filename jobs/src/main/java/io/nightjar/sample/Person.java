package io.nightjar.sample;

import io.nightjar.sample.Dice.Stream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A person as nature made them; nothing in here changes. What the parameters mean is told in the sample data's README.
 *
 * @param id 1, 2, 3 …
 * @param joinedDay day of the first contact with the shop; negative if before the history
 */
record Person(
        long id,
        Household household,
        String firstName,
        String lastName,
        boolean isEnglish,
        int birthYear,
        int birthDay,
        int joinedDay,
        Rhythm rhythm,
        Taste taste,
        int brand,
        Reaction reaction,
        Habits habits,
        Set<Role> roles,
        List<Need> needs) {

    /**
     * When people come: intervals are gamma with this mean and shape; after each visit they may be gone for good.
     *
     * @param meanDays mean days between visits
     * @param shape 1 is pure chance, 8 a steady habit
     * @param dropout probability of never coming back, drawn anew after every visit
     */
    record Rhythm(double meanDays, int shape, double dropout) {
        boolean isRegular() {
            return shape > 1;
        }
    }

    /** What a message changes in this person. */
    enum UpliftKind {
        NEEDS_THE_AD,
        BUYS_ANYWAY,
        NEVER,
        DO_NOT_DISTURB;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How a person meets our messages.
     *
     * @param reads opens what interests them; others hardly ever
     * @param hasMailProxy the mail program opens every mail by itself within seconds
     */
    record Reaction(UpliftKind kind, boolean reads, boolean hasMailProxy) {}

    /**
     * How a person shops.
     *
     * @param webShare share of visits on the web rather than at a till
     * @param daysBetweenSessions mean days between web sessions that lead to nothing
     * @param dreams probability of a cart click in such a session
     * @param logsIn probability of logging in when only looking around
     * @param basket mean of the products picked by taste per visit
     * @param member has a loyalty card
     */
    record Habits(
            double webShare, double daysBetweenSessions, double dreams, double logsIn, double basket, boolean member) {}

    /** What is special about a few people. */
    enum Role {
        RESELLER,
        STAFF,
        GIFT_GIVER,
        PRICE_HUNTER,
        TEST_ACCOUNT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A product the person uses up, one piece in so many days. */
    record Need(Product product, double periodDays) {}

    static Person draw(World world, Household household, long id) {
        Dice dice = Dice.of(world.seed(), Stream.PERSON, id);
        boolean isEnglish = dice.chance(0.2);
        String first = dice.pick(isEnglish ? Names.ENGLISH_FIRST : Names.GERMAN_FIRST);
        String last = household.isFirst(id) || dice.chance(0.8) ? household.lastName() : dice.pick(Names.LAST);
        Set<Role> roles = roles(id, dice);
        Taste taste = Tastes.draw(dice.below(Tastes.GROUPS), dice);
        int brand = dice.below(Catalogue.BRANDS);
        UpliftKind kind = kind(roles, dice);
        int days = world.calendar().days();
        int joined = dice.chance(0.58) ? -dice.within(30, 1500) : dice.below(days);
        return new Person(
                id,
                household,
                first,
                last,
                isEnglish,
                1938 + (int) (70 * StrictMath.pow(dice.unit(), 0.8)),
                dice.below(365),
                joined,
                rhythm(kind, roles, joined, dice),
                taste,
                brand,
                new Reaction(kind, dice.chance(0.45), dice.chance(0.3)),
                habits(kind, dice),
                roles,
                needs(world.catalogue(), taste, brand, dice));
    }

    private static Set<Role> roles(long id, Dice dice) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        if (id == 7) {
            roles.add(Role.TEST_ACCOUNT);
            return roles;
        }
        double drawn = dice.unit();
        if (drawn < 0.006) {
            roles.add(Role.RESELLER);
        } else if (drawn < 0.016) {
            roles.add(Role.STAFF);
        }
        if (dice.chance(0.10)) {
            roles.add(Role.GIFT_GIVER);
        }
        if (dice.chance(0.15)) {
            roles.add(Role.PRICE_HUNTER);
        }
        return roles;
    }

    /** Price hunters more often need the ad, so that the kinds show in what can be observed. */
    private static UpliftKind kind(Set<Role> roles, Dice dice) {
        double drawn = dice.unit();
        double needsTheAd = roles.contains(Role.PRICE_HUNTER) ? 0.6 : 0.2;
        if (drawn < needsTheAd) {
            return UpliftKind.NEEDS_THE_AD;
        }
        double rest = (drawn - needsTheAd) / (1 - needsTheAd);
        if (rest < 0.45) {
            return UpliftKind.BUYS_ANYWAY;
        }
        return rest < 0.82 ? UpliftKind.NEVER : UpliftKind.DO_NOT_DISTURB;
    }

    private static Rhythm rhythm(UpliftKind kind, Set<Role> roles, int joined, Dice dice) {
        double slowness =
                switch (kind) {
                    case NEEDS_THE_AD -> 1.6;
                    case BUYS_ANYWAY -> 0.6;
                    case NEVER -> 1.9;
                    case DO_NOT_DISTURB -> 0.9;
                };
        double visitsPerDay = dice.gamma(1.3) / (42 * slowness);
        int shape = dice.chance(0.4) ? 8 : 1;
        double dropout = dice.beta(0.8, joined < 0 ? 12 : 7);
        double meanDays = Math.min(Math.max(1 / visitsPerDay, 5), 900);
        if (roles.contains(Role.RESELLER) || roles.contains(Role.TEST_ACCOUNT)) {
            return new Rhythm(9, 8, 0.005);
        }
        return new Rhythm(meanDays, shape, dropout);
    }

    private static Habits habits(UpliftKind kind, Dice dice) {
        double webShare = dice.beta(0.9, 0.9);
        double restlessness = kind == UpliftKind.NEVER ? 1.2 : 1;
        return new Habits(
                webShare,
                34 / (0.35 + 0.65 * dice.gamma(1.2)) / restlessness,
                dice.beta(2, 2.2),
                dice.beta(0.8, 1.6),
                1.1 + 0.6 * dice.gamma(2),
                dice.chance(0.55));
    }

    /** Needs lie on the shelves of categories the person likes. */
    private static List<Need> needs(Catalogue catalogue, Taste taste, int brand, Dice dice) {
        List<Need> needs = new ArrayList<>();
        int wanted = dice.poisson(1.1);
        for (int attempt = 0; attempt < 8 * wanted && needs.size() < wanted; attempt++) {
            int shelf = Tastes.shelf(taste.category(4, dice), dice);
            Product product = catalogue.fromShelf(shelf, brand, dice);
            boolean isNew = needs.stream().noneMatch(need -> need.product().shelf() == shelf);
            if (product.isConsumable() && isNew) {
                needs.add(new Need(product, product.periodDays() * StrictMath.exp(0.15 * dice.gaussian())));
            }
        }
        return List.copyOf(needs);
    }

    boolean is(Role role) {
        return roles.contains(role);
    }

    String key() {
        return "p" + id;
    }
}
