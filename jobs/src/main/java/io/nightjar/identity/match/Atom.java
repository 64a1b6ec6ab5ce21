package io.nightjar.identity.match;

import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One thing of a record by which it can be found again in spite of typing errors; 0 where the record has it not. */
enum Atom {
    CUSTOMER_NUMBER {
        @Override
        long of(People people, int record) {
            return whole(people.at(Part.CUSTOMER_NUMBER, record));
        }
    },
    NATIONAL_ID {
        @Override
        long of(People people, int record) {
            return whole(people.at(Part.NATIONAL_ID, record));
        }
    },
    EMAIL {
        @Override
        long of(People people, int record) {
            return whole(people.at(Part.EMAIL, record));
        }
    },
    /** Letters before the at sign. */
    MAILBOX {
        @Override
        long of(People people, int record) {
            String email = people.at(Part.EMAIL, record);
            int at = email == null ? -1 : email.indexOf('@');
            return at < 3 ? 0 : whole(email.substring(0, at));
        }
    },
    MAIL_DOMAIN {
        @Override
        long of(People people, int record) {
            String email = people.at(Part.EMAIL, record);
            int at = email == null ? -1 : email.indexOf('@');
            return at < 0 ? 0 : whole(email.substring(at));
        }
    },
    /** Its last digits, which are the same with and without the country. */
    PHONE {
        @Override
        long of(People people, int record) {
            return ending(people.at(Part.PHONE, record));
        }
    },
    REGISTERED_ON {
        @Override
        long of(People people, int record) {
            return whole(people.at(Part.REGISTERED_ON, record));
        }
    },
    BIRTH_DATE {
        @Override
        long of(People people, int record) {
            return whole(people.at(Part.BIRTH_DATE, record));
        }
    },
    BIRTH_YEAR {
        @Override
        long of(People people, int record) {
            String date = people.at(Part.BIRTH_DATE, record);
            return date == null || date.length() != 8 ? 0 : whole(date.substring(0, 4));
        }
    },
    BIRTHDAY {
        @Override
        long of(People people, int record) {
            String date = people.at(Part.BIRTH_DATE, record);
            return date == null || date.length() != 8 ? 0 : whole(date.substring(4));
        }
    },
    GIVEN_SOUND {
        @Override
        long of(People people, int record) {
            return sound(people.at(Part.GIVEN_NAME, record));
        }
    },
    SURNAME_SOUND {
        @Override
        long of(People people, int record) {
            return sound(people.at(Part.SURNAME, record));
        }
    },
    /** Both names, whichever stands first. */
    NAMES_SOUND {
        @Override
        long of(People people, int record) {
            long given = GIVEN_SOUND.of(people, record);
            long surname = SURNAME_SOUND.of(people, record);
            return given == 0 || surname == 0 ? 0 : Mix.both(Math.min(given, surname), Math.max(given, surname));
        }
    },
    GIVEN_START {
        @Override
        long of(People people, int record) {
            return start(people.at(Part.GIVEN_NAME, record), 1);
        }
    },
    SURNAME_START {
        @Override
        long of(People people, int record) {
            return start(people.at(Part.SURNAME, record), 3);
        }
    },
    POSTCODE {
        @Override
        long of(People people, int record) {
            return whole(people.at(Part.POSTCODE, record));
        }
    },
    CITY {
        @Override
        long of(People people, int record) {
            return sound(people.at(Part.CITY, record));
        }
    },
    HOUSE_NUMBER {
        @Override
        long of(People people, int record) {
            return whole(people.at(Part.HOUSE_NUMBER, record));
        }
    },
    STREET {
        @Override
        long of(People people, int record) {
            String street = people.at(Part.STREET, record);
            return street == null ? 0 : start(street.replace(" ", ""), 5);
        }
    },
    OTHER_NAME {
        @Override
        long of(People people, int record) {
            return sound(people.at(Part.OTHER_NAME, record));
        }
    },
    OTHER_WORDS {
        @Override
        long of(People people, int record) {
            return sound(people.at(Part.OTHER_WORDS, record));
        }
    },
    OTHER_CODE {
        @Override
        long of(People people, int record) {
            return whole(people.at(Part.OTHER_CODE, record));
        }
    },
    OTHER_NUMBER {
        @Override
        long of(People people, int record) {
            return whole(people.at(Part.OTHER_NUMBER, record));
        }
    },
    OTHER_DATE {
        @Override
        long of(People people, int record) {
            return whole(people.at(Part.OTHER_DATE, record));
        }
    };

    private static final int LAST_DIGITS = 7;

    abstract long of(People people, int record);

    /** A rule as the configuration writes it: {@code birth-date, given-sound}. */
    static List<Atom> rule(String written) {
        return Arrays.stream(written.split(","))
                .map(String::strip)
                .map(Atom::named)
                .toList();
    }

    private static Atom named(String word) {
        return Arrays.stream(values())
                .filter(atom -> atom.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new ConfigException("identity.match.rules names \"" + word
                        + "\", which is nothing to agree on"
                        + DidYouMean.hint(
                                word, Arrays.stream(values()).map(Atom::word).toList())));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long whole(String text) {
        return text == null ? 0 : Mix.of(text);
    }

    private static long ending(String text) {
        return text == null ? 0 : Mix.of(text.substring(Math.max(0, text.length() - LAST_DIGITS)));
    }

    private static long start(String text, int length) {
        return text == null ? 0 : Mix.of(text.substring(0, Math.min(length, text.length())));
    }

    private static long sound(String text) {
        return text == null ? 0 : Mix.of(Standard.sound(text));
    }
}
