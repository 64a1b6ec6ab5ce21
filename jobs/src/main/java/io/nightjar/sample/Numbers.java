package io.nightjar.sample;

/**
 * Gives out customer, card, phone and order numbers within one block of customers, so that blocks need not know of each
 * other. Numbers of one person do not lie next to each other.
 */
final class Numbers {
    private static final int RECORDS = 4096;
    private static final int PHONES = 2 * Block.CUSTOMERS;

    private final long block;
    private int records;
    private int cards;
    private int phones;
    private int orders;
    private int others;

    Numbers(long block) {
        this.block = block;
    }

    String nextRecord() {
        return "C" + (100_000 + block * RECORDS + scattered(records++, RECORDS));
    }

    String nextCard() {
        return String.valueOf(10_000_000_000L + 71_000_000L + block * RECORDS + scattered(cards++, RECORDS))
                .substring(1);
    }

    String nextPhone(boolean isWanted) {
        return isWanted && phones < PHONES ? Names.phone(block * PHONES + scattered(phones++, PHONES)) : "";
    }

    String nextOrder(char shop) {
        return shop + String.valueOf(1_000_000 + block * 100_000 + orders++);
    }

    String nextOther(char kind) {
        return kind + String.valueOf(1_000_000 + block * 1_000_000 + others++);
    }

    private static int scattered(int number, int size) {
        return (number * 777 + 31) % size;
    }
}
