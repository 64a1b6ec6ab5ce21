package io.nightjar.sample;

import io.nightjar.sample.Order.Line;
import io.nightjar.sample.Person.Need;
import io.nightjar.sample.Person.Role;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Fills one person's baskets: what is used up, what pleases, what goes with it, what stands in for it. */
final class Shopping {
    private static final double STAFF_DISCOUNT = 0.25;
    private static final int[] GIFT_SHELVES = {
        Assortment.shelfNamed("Fragrance"),
        Assortment.shelfNamed("Building Sets"),
        Assortment.shelfNamed("Board Games"),
        Assortment.shelfNamed("Chocolate"),
        Assortment.shelfNamed("Dolls")
    };

    private final World world;
    private final Person person;
    private final Dice dice;
    private final double[] dueDays;
    private final int[] timesBought;
    private final BitSet ownedShelves = new BitSet();

    Shopping(World world, Person person, Dice dice) {
        this.world = world;
        this.person = person;
        this.dice = dice;
        dueDays = new double[person.needs().size()];
        timesBought = new int[dueDays.length];
        for (int i = 0; i < dueDays.length; i++) {
            dueDays[i] = Math.max(person.joinedDay(), 0)
                    + dice.unit() * person.needs().get(i).periodDays();
        }
    }

    /** When the first thing runs out. */
    double nextDueDay() {
        double next = Double.MAX_VALUE;
        for (double due : dueDays) {
            next = Math.min(next, due);
        }
        return next;
    }

    /**
     * What goes into the basket on this day.
     *
     * @param topic category an ad put into the person's head, −1 for none
     */
    List<Line> basket(int day, int topic) {
        List<Line> lines = new ArrayList<>();
        if (person.is(Role.RESELLER)) {
            addWholesale(day, lines);
            return lines;
        }
        addNeeds(day, lines);
        int picks = dice.poisson(person.habits().basket()) + (topic >= 0 ? 1 : 0);
        for (int pick = 0; pick < picks; pick++) {
            int category = topic >= 0 && pick == 0
                    ? topic
                    : person.taste().category(world.calendar().month(day), dice);
            addTreat(Tastes.shelf(category, dice), day, lines);
        }
        if (person.is(Role.GIFT_GIVER) && (world.calendar().month(day) >= 10 || dice.chance(0.15))) {
            addTreat(GIFT_SHELVES[dice.below(GIFT_SHELVES.length)], day, lines);
        }
        addCompanions(day, lines);
        return lines;
    }

    private void addWholesale(int day, List<Line> lines) {
        int shelf = (int) (person.id() % Assortment.SHELVES.size());
        for (int i = dice.within(1, 3); i > 0; i--) {
            add(world.catalogue().fromShelf(shelf, person.brand(), dice), dice.within(6, 24), day, lines);
        }
    }

    private void addNeeds(int day, List<Line> lines) {
        for (int i = 0; i < dueDays.length; i++) {
            Need need = person.needs().get(i);
            if (dueDays[i] <= day + 4 && dice.chance(0.92)) {
                int quantity = dice.chance(0.22) ? 2 : 1;
                add(need.product(), quantity, day, lines);
                dueDays[i] = day + need.periodDays() * quantity * dice.gamma(60);
                timesBought[i]++;
            }
        }
    }

    private void addTreat(int shelf, int day, List<Line> lines) {
        Product product = world.catalogue().fromShelf(shelf, person.brand(), dice);
        if (product.isConsumable() && (isNeeded(shelf) || dice.chance(0.5))) {
            return;
        }
        if (product.warrantyMonths() > 0 && ownedShelves.get(shelf) && dice.chance(0.93)) {
            return;
        }
        if (product.price() > 15_000 && dice.chance(0.75)) {
            return;
        }
        if (person.is(Role.PRICE_HUNTER)) {
            product = promoted(product, day);
            if (!product.isPromotedOn(day)) {
                return;
            }
        }
        add(product, product.price() < 2000 && dice.chance(0.15) ? 2 : 1, day, lines);
    }

    private boolean isNeeded(int shelf) {
        return person.needs().stream().anyMatch(need -> need.product().shelf() == shelf);
    }

    private Product promoted(Product wanted, int day) {
        Product found = wanted;
        for (int attempt = 0; attempt < 6 && !found.isPromotedOn(day); attempt++) {
            found = world.catalogue().fromShelf(wanted.shelf(), person.brand(), dice);
        }
        return found;
    }

    private void addCompanions(int day, List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Product product = lines.get(i).product();
            if (product.companion() >= 0 && dice.chance(product.companionShare())) {
                add(world.catalogue().at(product.companion()), 1, day, lines);
            }
        }
    }

    private void add(Product wanted, int quantity, int day, List<Line> lines) {
        Product product = wanted.isOutOn(day) ? world.catalogue().substitute(wanted, day) : wanted;
        if (product.isOutOn(day)
                || lines.stream().anyMatch(line -> line.product().index() == product.index())) {
            return;
        }
        double discount = product.isPromotedOn(day) ? product.promotedPercent() / 100.0 : 0;
        if (person.is(Role.STAFF)) {
            discount += STAFF_DISCOUNT;
        }
        ownedShelves.set(product.shelf());
        lines.add(new Line(product, quantity, product.price(), (int) (product.price() * quantity * discount)));
    }

    /** A product to look at, in or out of stock. */
    Product curiosity(int day) {
        int category = person.taste().category(world.calendar().month(day), dice);
        return world.catalogue().fromShelf(Tastes.shelf(category, dice), person.brand(), dice);
    }

    double dueDay(int need) {
        return dueDays[need];
    }

    int timesBought(int need) {
        return timesBought[need];
    }
}
