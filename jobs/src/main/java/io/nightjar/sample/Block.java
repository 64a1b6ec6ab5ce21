package io.nightjar.sample;

import io.nightjar.sample.Click.Session;
import io.nightjar.sample.Dice.Stream;

/**
 * A thousand customers and the strangers who came by in the meantime. Blocks know nothing of each other, so that they
 * can be made in any order, on any number of threads, and forgotten when written.
 */
final class Block {
    static final int CUSTOMERS = 1000;
    private static final double STRANGERS = 0.8;

    private final World world;
    private final long number;

    Block(World world, long number) {
        this.world = world;
        this.number = number;
    }

    static long count(long customers) {
        return (customers + CUSTOMERS - 1) / CUSTOMERS;
    }

    void live(Exports exports) {
        Numbers numbers = new Numbers(number);
        exports.beginBlock(number, numbers);
        long first = number * CUSTOMERS + 1;
        long last = Math.min(first + CUSTOMERS - 1, world.customers());
        for (long id = first; id <= last; ) {
            Household household = Household.draw(world.seed(), id);
            for (int member = 0; member < household.size() && id <= last; member++) {
                new Life(world, Person.draw(world, household, id++), exports, numbers).live();
            }
        }
        passStrangers(exports, (int) ((last - first + 1) * STRANGERS));
        exports.flush(Dice.of(world.seed(), Stream.DEFECT, number));
    }

    /** Visitors nobody knows: a session or a few, and never an order. */
    private void passStrangers(Exports exports, int count) {
        for (int i = 0; i < count; i++) {
            long id = -(number * CUSTOMERS + i + 1);
            Dice dice = Dice.of(world.seed(), Stream.VISITOR, id);
            Household alone = Household.draw(world.seed(), id);
            Person stranger = Person.draw(world, alone, id);
            Browsing browsing = new Browsing(world.calendar(), exports.clicks(), dice);
            Shopping tastes = new Shopping(world, stranger, dice);
            String visitor = Browsing.visitor(world.seed(), id, 0, 0);
            String person = "a" + -id;
            exports.truth().key(Clicks.FEED, visitor, person);
            int day = dice.below(world.calendar().days());
            for (int visit = 1 + dice.poisson(0.8); visit > 0; visit--) {
                long at = Math.min(
                        browsing.timeOn(Math.min(day, world.calendar().days() - 1)),
                        world.calendar().end() - 1);
                Session session = browsing.session(visitor, Browsing.device(id, 0), "", person);
                browsing.idle(session, Math.max(at, 0), 0, stranger.habits().dreams(), tastes);
                day += dice.below(20);
            }
        }
    }
}
