package io.nightjar.identity.match;

import io.nightjar.config.ConfigException;
import io.nightjar.config.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One thing of a record by which it can be found again in spite of typing errors; 0 where the record has it not. */
enum Atom {
    CUSTOMER_NUMBER {
        @Override
        long of(Values record) {
            return whole(record.at(Part.CUSTOMER_NUMBER));
        }
    },
    NATIONAL_ID {
        @Override
        long of(Values record) {
            return whole(record.at(Part.NATIONAL_ID));
        }
    },
    EMAIL {
        @Override
        long of(Values record) {
            return whole(record.at(Part.EMAIL));
        }
    },
    /** Letters before the at sign. */
    MAILBOX {
        @Override
        long of(Values record) {
            String email = record.at(Part.EMAIL);
            int at = email == null ? -1 : email.indexOf('@');
            return at < 3 ? 0 : whole(email.substring(0, at));
        }
    },
    MAIL_DOMAIN {
        @Override
        long of(Values record) {
            String email = record.at(Part.EMAIL);
            int at = email == null ? -1 : email.indexOf('@');
            return at < 0 ? 0 : whole(email.substring(at));
        }
    },
    /** Its last digits, which are the same with and without the country. */
    PHONE {
        @Override
        long of(Values record) {
            return ending(record.at(Part.PHONE));
        }
    },
    REGISTERED_ON {
        @Override
        long of(Values record) {
            return whole(record.at(Part.REGISTERED_ON));
        }
    },
    BIRTH_DATE {
        @Override
        long of(Values record) {
            return whole(record.at(Part.BIRTH_DATE));
        }
    },
    BIRTH_YEAR {
        @Override
        long of(Values record) {
            String date = record.at(Part.BIRTH_DATE);
            return date == null || date.length() != 8 ? 0 : whole(date.substring(0, 4));
        }
    },
    BIRTHDAY {
        @Override
        long of(Values record) {
            String date = record.at(Part.BIRTH_DATE);
            return date == null || date.length() != 8 ? 0 : whole(date.substring(4));
        }
    },
    GIVEN_SOUND {
        @Override
        long of(Values record) {
            return sound(record.at(Part.GIVEN_NAME));
        }
    },
    SURNAME_SOUND {
        @Override
        long of(Values record) {
            return sound(record.at(Part.SURNAME));
        }
    },
    /** Both names, whichever stands first. */
    NAMES_SOUND {
        @Override
        long of(Values record) {
            long given = GIVEN_SOUND.of(record);
            long surname = SURNAME_SOUND.of(record);
            return given == 0 || surname == 0 ? 0 : Mix.both(Math.min(given, surname), Math.max(given, surname));
        }
    },
    GIVEN_START {
        @Override
        long of(Values record) {
            return start(record.at(Part.GIVEN_NAME), 1);
        }
    },
    SURNAME_START {
        @Override
        long of(Values record) {
            return start(record.at(Part.SURNAME), 3);
        }
    },
    /** One word of both names, see {@link DrawnWord}. */
    NAME_WORD_1 {
        @Override
        long of(Values record) {
            return DrawnWord.of(names(record), 1);
        }
    },
    NAME_WORD_2 {
        @Override
        long of(Values record) {
            return DrawnWord.of(names(record), 2);
        }
    },
    POSTCODE {
        @Override
        long of(Values record) {
            return whole(record.at(Part.POSTCODE));
        }
    },
    CITY {
        @Override
        long of(Values record) {
            return sound(record.at(Part.CITY));
        }
    },
    HOUSE_NUMBER {
        @Override
        long of(Values record) {
            return whole(record.at(Part.HOUSE_NUMBER));
        }
    },
    STREET {
        @Override
        long of(Values record) {
            return closeStart(record.at(Part.STREET));
        }
    },
    STREET_WORD {
        @Override
        long of(Values record) {
            return DrawnWord.of(record.at(Part.STREET), 1);
        }
    },
    STREET_2 {
        @Override
        long of(Values record) {
            return closeStart(record.at(Part.STREET_2));
        }
    },
    OTHER_NAME {
        @Override
        long of(Values record) {
            return sound(record.at(Part.OTHER_NAME));
        }
    },
    OTHER_WORDS {
        @Override
        long of(Values record) {
            return sound(record.at(Part.OTHER_WORDS));
        }
    },
    OTHER_NAME_WORD_1 {
        @Override
        long of(Values record) {
            return DrawnWord.of(record.at(Part.OTHER_NAME), 1);
        }
    },
    OTHER_NAME_WORD_2 {
        @Override
        long of(Values record) {
            return DrawnWord.of(record.at(Part.OTHER_NAME), 2);
        }
    },
    OTHER_WORD_1 {
        @Override
        long of(Values record) {
            return DrawnWord.of(record.at(Part.OTHER_WORDS), 1);
        }
    },
    OTHER_WORD_2 {
        @Override
        long of(Values record) {
            return DrawnWord.of(record.at(Part.OTHER_WORDS), 2);
        }
    },
    OTHER_WORD_3 {
        @Override
        long of(Values record) {
            return DrawnWord.of(record.at(Part.OTHER_WORDS), 3);
        }
    },
    OTHER_CODE {
        @Override
        long of(Values record) {
            return whole(record.at(Part.OTHER_CODE));
        }
    },
    OTHER_NUMBER {
        @Override
        long of(Values record) {
            return whole(record.at(Part.OTHER_NUMBER));
        }
    },
    OTHER_DATE {
        @Override
        long of(Values record) {
            return whole(record.at(Part.OTHER_DATE));
        }
    };

    private static final int LAST_DIGITS = 7;

    /** The values of one record. */
    interface Values {
        /** Standardised; null where missing. */
        String at(Part part);
    }

    abstract long of(Values record);

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

    private static long closeStart(String text) {
        return text == null ? 0 : start(text.replace(" ", ""), 5);
    }

    private static String names(Values record) {
        String names = Stream.of(Part.GIVEN_NAME, Part.SURNAME)
                .map(record::at)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return names.isEmpty() ? null : names;
    }

    private static long sound(String text) {
        return text == null ? 0 : Mix.of(Standard.sound(text));
    }
}
