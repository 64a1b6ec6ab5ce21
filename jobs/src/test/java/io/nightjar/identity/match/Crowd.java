package io.nightjar.identity.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Made-up people as standardised records, any number of them: names, streets and towns as frequent as in life (Zipf), a
 * third of them living with somebody, and one in six written down a second time with slips of the finger, initials, a
 * new mailbox, a new number or a new home. The same seed makes the same people.
 */
public final class Crowd {
    private static final String[] SOUNDS = {
        "an", "ber", "ka", "lo", "mi", "ro", "sa", "ti", "ul", "ven", "wi", "zo", "hel", "fri", "gu", "ja", "ne", "pe"
    };
    private static final double SECOND_RECORD = 1 / 6.0;

    private final SplittableRandom random;
    private final Pool given;
    private final Pool surnames;
    private final Pool streets;
    private final Pool towns;
    private final int postcodes;
    private final List<Integer> persons = new ArrayList<>();
    private String[] last;
    private SplittableRandom gaps;

    public Crowd(long seed) {
        this(seed, 1, 9);
    }

    /**
     * @param fewer so many times fewer names, streets and towns: as if there were so many times more people
     * @param postcodes of each town
     */
    Crowd(long seed, int fewer, int postcodes) {
        random = new SplittableRandom(seed);
        given = new Pool(4_000 / fewer, 2);
        surnames = new Pool(40_000 / fewer, 3);
        streets = new Pool(20_000 / fewer, 4);
        towns = new Pool(2_000 / fewer, 3);
        this.postcodes = postcodes;
    }

    /** Every part of a record is missing in one record of three, in another one each. */
    Crowd withGaps() {
        gaps = random.split();
        return this;
    }

    /** So many records, with numbers as keys. */
    public People people(int records) {
        People.Builder people = new People.Builder();
        for (int i = 0; i < records; i++) {
            boolean isAgain = last != null && random.nextDouble() < SECOND_RECORD;
            last = isAgain ? again(last) : person();
            persons.add(isAgain ? persons.get(i - 1) : i);
            people.add("customers", String.format(Locale.ROOT, "%09d", i), marked(last));
        }
        return people.build();
    }

    /** Whose each record is. */
    int[] persons() {
        return persons.stream().mapToInt(Integer::intValue).toArray();
    }

    private String[] person() {
        String[] parts = new String[Part.count()];
        boolean isKin = last != null && random.nextDouble() < 0.3;
        put(parts, Part.GIVEN_NAME, given.draw());
        put(parts, Part.SURNAME, isKin ? get(last, Part.SURNAME) : surnames.draw());
        put(parts, Part.BIRTH_DATE, random.nextDouble() < 0.6 ? date() : null);
        put(parts, Part.EMAIL, random.nextDouble() < 0.7 ? mailbox(parts) : null);
        put(parts, Part.PHONE, random.nextDouble() < 0.6 ? phone() : null);
        if (isKin) {
            for (Part part : new Part[] {Part.STREET, Part.HOUSE_NUMBER, Part.CITY, Part.POSTCODE}) {
                put(parts, part, get(last, part));
            }
        } else {
            move(parts);
        }
        return parts;
    }

    /** The same person once more. */
    private String[] again(String[] first) {
        String[] parts = first.clone();
        put(parts, Part.SURNAME, slip(get(parts, Part.SURNAME)));
        put(parts, Part.GIVEN_NAME, slip(get(parts, Part.GIVEN_NAME)));
        if (random.nextDouble() < 0.1) {
            put(parts, Part.GIVEN_NAME, get(parts, Part.GIVEN_NAME).substring(0, 1));
        }
        if (random.nextDouble() < 0.5) {
            put(parts, Part.EMAIL, mailbox(parts));
        }
        if (random.nextDouble() < 0.4) {
            put(parts, Part.PHONE, phone());
        }
        if (random.nextDouble() < 0.25) {
            move(parts);
        }
        return parts;
    }

    private String[] marked(String[] parts) {
        String[] marked = parts.clone();
        for (int part = 0; gaps != null && part < marked.length; part++) {
            marked[part] = gaps.nextInt(3) == 0 ? null : marked[part];
        }
        put(marked, Part.TOWN, PersonRecords.town(get(marked, Part.CITY), get(marked, Part.POSTCODE)));
        put(
                marked,
                Part.MAILBOX_MARK,
                MailboxMark.of(get(marked, Part.EMAIL), get(marked, Part.GIVEN_NAME), get(marked, Part.SURNAME)));
        return marked;
    }

    private void move(String[] parts) {
        String town = towns.draw();
        put(parts, Part.CITY, town);
        put(
                parts,
                Part.POSTCODE,
                String.valueOf(10_000 + Math.floorMod(town.hashCode(), 80_000) + random.nextInt(postcodes)));
        put(parts, Part.STREET, streets.draw() + "strasse");
        put(parts, Part.HOUSE_NUMBER, String.valueOf(1 + random.nextInt(120)));
    }

    private String date() {
        return String.format(
                Locale.ROOT, "%04d%02d%02d", 1940 + random.nextInt(68), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private String mailbox(String[] parts) {
        return get(parts, Part.GIVEN_NAME) + "." + get(parts, Part.SURNAME) + random.nextInt(1000) + "@mail"
                + random.nextInt(20) + ".example";
    }

    private String phone() {
        return "+49" + (1_000_000_000L + random.nextLong(8_000_000_000L));
    }

    private String slip(String word) {
        if (random.nextDouble() < 0.6 || word.length() < 4) {
            return word;
        }
        int at = 1 + random.nextInt(word.length() - 2);
        return switch (random.nextInt(3)) {
            case 0 -> word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
            case 1 -> word.substring(0, at) + word.substring(at + 1);
            default -> word.substring(0, at) + word.charAt(at) + word.substring(at);
        };
    }

    private static String get(String[] parts, Part part) {
        return parts[part.index()];
    }

    private static void put(String[] parts, Part part, String value) {
        parts[part.index()] = value;
    }

    /** Words of so many sounds, the first the most frequent. */
    private final class Pool {
        private final String[] words;
        private final double[] upTo;

        Pool(int size, int sounds) {
            words = new String[size];
            upTo = new double[size];
            double sum = 0;
            for (int i = 0; i < size; i++) {
                StringBuilder word = new StringBuilder();
                for (int sound = 0; sound < sounds; sound++) {
                    word.append(SOUNDS[random.nextInt(SOUNDS.length)]);
                }
                words[i] = word.append(i % 3 == 0 ? "e" : "").toString();
                sum += 1.0 / (i + 10);
                upTo[i] = sum;
            }
        }

        String draw() {
            int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
            return words[found < 0 ? -found - 1 : found];
        }
    }
}
