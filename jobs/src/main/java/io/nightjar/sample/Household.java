package io.nightjar.sample;

import io.nightjar.sample.Dice.Stream;

/**
 * People at one address.
 *
 * @param number the number of its first person
 * @param size one to four
 * @param sharesMailbox all its people use the first one's mailbox
 * @param sharesDevice all its people use the first one's browser
 */
record Household(long number, int size, String lastName, Address address, boolean sharesMailbox, boolean sharesDevice) {

    /** A postal address. */
    record Address(String street, String postcode, String city) {
        static Address draw(Dice dice) {
            String[] city = dice.pick(Names.CITIES).split(" ", 2);
            String street = dice.pick(Names.STREETS) + " " + dice.within(1, 140);
            return new Address(dice.chance(0.04) ? street + "\nHinterhaus" : street, city[0], city[1]);
        }
    }

    static Household draw(long seed, long number) {
        Dice dice = Dice.of(seed, Stream.HOUSEHOLD, number);
        double drawn = dice.unit();
        int size = drawn < 0.6 ? 1 : drawn < 0.85 ? 2 : drawn < 0.95 ? 3 : 4;
        return new Household(
                number,
                size,
                dice.pick(Names.LAST),
                Address.draw(dice),
                size > 1 && dice.chance(0.12),
                size > 1 && dice.chance(0.2));
    }

    boolean isFirst(long person) {
        return person == number;
    }
}
