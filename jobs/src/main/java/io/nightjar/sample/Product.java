package io.nightjar.sample;

/**
 * A product of the shop.
 *
 * @param index place in the catalogue
 * @param path category path
 * @param price list price in cents
 * @param periodDays days one piece lasts; 0 if it is not used up
 * @param companion index of the product often taken along, −1 for none
 * @param companionShare how often it is taken along
 * @param outFrom first day it could not be had; −1 if it never ran out
 * @param outUntil the day it came back; a day after the history's end if it has not
 */
record Product(
        int index,
        String id,
        String name,
        int category,
        int shelf,
        String path,
        String brand,
        int brandNumber,
        int price,
        int unitCost,
        int stock,
        int warrantyMonths,
        double periodDays,
        int companion,
        double companionShare,
        int outFrom,
        int outUntil) {

    boolean isConsumable() {
        return periodDays > 0;
    }

    boolean isOutOn(int day) {
        return outFrom >= 0 && day >= outFrom && day < outUntil;
    }

    /** Every week some products are cheaper. */
    boolean isPromotedOn(int day) {
        return Math.floorMod(Dice.mix(index, day / 7), 100) < 14;
    }

    int promotedPercent() {
        return 15 + index % 4 * 5;
    }
}
