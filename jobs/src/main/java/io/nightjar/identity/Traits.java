package io.nightjar.identity;

import io.nightjar.identity.match.BirthDates;
import io.nightjar.identity.match.Distances;
import io.nightjar.identity.match.Standard;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a record says about the person apart from keys: what may contradict another record.
 *
 * @param first given name, may be empty
 * @param last surname, may be empty
 * @param birthOn may be null
 * @param loyaltyNumber the record's own; may be null
 * @param nationalId letters and digits only; may be null
 */
record Traits(GivenName first, GivenName last, LocalDate birthOn, String loyaltyNumber, String nationalId) {
    static final Traits NONE = Traits.of(null, null, null, null);

    /** As many letters of a national id may be typed wrong. */
    private static final int TYPED_WRONG = 2;

    static Traits of(String first, String last, LocalDate birthOn, String loyaltyNumber) {
        return of(first, last, birthOn, loyaltyNumber, null);
    }

    static Traits of(String first, String last, LocalDate birthOn, String loyaltyNumber, String nationalId) {
        return new Traits(
                new GivenName(first),
                new GivenName(last),
                birthOn == null || BirthDates.isPlaceholder(birthOn) ? null : birthOn,
                loyaltyNumber,
                Standard.code(nationalId));
    }

    boolean isSilent() {
        return first.isEmpty() && last.isEmpty() && birthOn == null && loyaltyNumber == null && nationalId == null;
    }

    /**
     * Why the two cannot be one person, if so. Two national ids outweigh all else; the same birth date outweighs names,
     * for people have several.
     */
    Optional<String> conflict(Traits other) {
        if (nationalId != null
                && other.nationalId != null
                && Distances.edits(nationalId, other.nationalId, TYPED_WRONG) > TYPED_WRONG) {
            return Optional.of("national ids differ");
        }
        if (birthOn != null && other.birthOn != null) {
            if (birthOn.equals(other.birthOn)) {
                return Optional.empty();
            }
            if (areFarApart(birthOn, other.birthOn)) {
                return Optional.of("birth dates differ");
            }
        }
        if (first.differsFrom(other.first) && !isSwapped(other)) {
            return Optional.of("first names differ");
        }
        boolean twoNumbers =
                loyaltyNumber != null && other.loyaltyNumber != null && !loyaltyNumber.equals(other.loyaltyNumber);
        return twoNumbers && !agrees(other) ? Optional.of("loyalty numbers differ") : Optional.empty();
    }

    /** Whether a key that both name is rather shared by two people: they contradict, or go by another first name. */
    boolean areTwoPeople(Traits other) {
        boolean otherName = !first.isEmpty() && !other.first.isEmpty() && !first.isSame(other.first);
        boolean sameBirth = birthOn != null && birthOn.equals(other.birthOn);
        return conflict(other).isPresent() || (otherName && !isSwapped(other) && !sameBirth);
    }

    /** Whether name or birth date say in so many words that both are one person. */
    boolean agrees(Traits other) {
        boolean names = (first.isSame(other.first) && last.isLike(other.last)) || isSwapped(other);
        return names || (birthOn != null && birthOn.equals(other.birthOn));
    }

    private boolean isSwapped(Traits other) {
        return first.isLike(other.last) && last.isLike(other.first);
    }

    /** More than one part of the date differs, and day and month are not merely exchanged. */
    private static boolean areFarApart(LocalDate one, LocalDate other) {
        boolean exchanged = one.getYear() == other.getYear()
                && one.getMonthValue() == other.getDayOfMonth()
                && one.getDayOfMonth() == other.getMonthValue();
        long parts = Stream.of(
                        one.getYear() != other.getYear(),
                        one.getMonthValue() != other.getMonthValue(),
                        one.getDayOfMonth() != other.getDayOfMonth())
                .filter(differs -> differs)
                .count();
        return parts > 1 && !exchanged;
    }
}
