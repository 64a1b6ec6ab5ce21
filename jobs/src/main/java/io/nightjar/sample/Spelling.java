package io.nightjar.sample;

import java.util.Locale;

/** How the same name, mailbox or number comes out when it is typed once more. */
final class Spelling {
    private Spelling() {}

    /** One slip of the finger: a letter swapped, lost or doubled. */
    static String slip(String word, Dice dice) {
        if (word.length() < 4) {
            return word;
        }
        int at = 1 + dice.below(word.length() - 2);
        return switch (dice.below(3)) {
            case 0 -> word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
            case 1 -> word.substring(0, at) + word.substring(at + 1);
            default -> word.substring(0, at) + word.charAt(at) + word.substring(at);
        };
    }

    /** A name as another clerk or form would write it. */
    static String name(String name, Dice dice) {
        return switch (dice.below(6)) {
            case 0 -> slip(name, dice);
            case 1 -> name.toUpperCase(Locale.ROOT);
            case 2 ->
                name.replace("ü", "ue").replace("ö", "oe").replace("ä", "ae").replace("ß", "ss");
            case 3 -> name + " ";
            default -> name;
        };
    }

    static String initial(String firstName) {
        return firstName.charAt(0) + ".";
    }

    /** A mailbox is the same whatever the case of its letters. */
    static String email(String email, Dice dice) {
        double drawn = dice.unit();
        if (drawn < 0.05) {
            return email.toUpperCase(Locale.ROOT);
        }
        return drawn < 0.08 ? " " + email : email;
    }

    /** {@code +49 30 23125123} in one of the ways people write it; a number already written another way stays. */
    static String phone(String phone, Dice dice) {
        if (!phone.startsWith("+")) {
            return phone;
        }
        String digits = phone.replace(" ", "");
        return switch (dice.below(5)) {
            case 0 -> digits;
            case 1 -> "00" + digits.substring(1);
            case 2 -> phone.startsWith("+49 ") ? "0" + phone.substring(4).replace(' ', '/') : digits;
            case 3 -> phone.replace(" ", "-");
            default -> phone;
        };
    }
}
