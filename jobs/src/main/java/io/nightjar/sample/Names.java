package io.nightjar.sample;

import java.util.Locale;

/** Words people's records are made of. Every mailbox and phone number made from them is reserved and reaches nobody. */
final class Names {
    static final String[] GERMAN_FIRST = {
        "Anna",
        "Ben",
        "Clara",
        "David",
        "Elif",
        "Felix",
        "Greta",
        "Hannes",
        "Ida",
        "Jonas",
        "Katharina",
        "Lukas",
        "Marie",
        "Niklas",
        "Olivia",
        "Paul",
        "Quirin",
        "Rosa",
        "Stefan",
        "Theresa",
        "Uwe",
        "Vera",
        "Wolfgang",
        "Yasemin",
        "Zoe",
        "Jürgen",
        "Günther",
        "Mareike",
        "Sabine",
        "Thomas",
        "Andreas",
        "Monika",
        "Petra",
        "Michael",
        "Christian",
        "Julia",
        "Sophie",
        "Leon",
        "Emma",
        "Mia",
        "Finn",
        "Luca",
        "Emilia",
        "Karl",
        "Heike",
        "Bernd",
        "Ayşe",
        "Mehmet",
        "Björn",
        "Anke"
    };
    static final String[] ENGLISH_FIRST = {
        "Alice",
        "Brian",
        "Chloe",
        "Daniel",
        "Eleanor",
        "Frank",
        "Grace",
        "Harry",
        "Isla",
        "Jack",
        "Kate",
        "Liam",
        "Megan",
        "Noah",
        "Oscar",
        "Phoebe",
        "Quentin",
        "Ruth",
        "Samuel",
        "Tessa",
        "Una",
        "Victor",
        "Wendy",
        "Zachary",
        "Margaret"
    };
    static final String[] LAST = {
        "Ackermann",
        "Bauer",
        "Becker",
        "Berger",
        "Brandt",
        "Braun",
        "Busch",
        "Dietrich",
        "Engel",
        "Fischer",
        "Frank",
        "Fuchs",
        "Graf",
        "Groß",
        "Haas",
        "Hahn",
        "Hartmann",
        "Heinrich",
        "Hoffmann",
        "Huber",
        "Jung",
        "Kaiser",
        "Keller",
        "Klein",
        "Koch",
        "König",
        "Kraus",
        "Krüger",
        "Kuhn",
        "Lang",
        "Lehmann",
        "Lorenz",
        "Ludwig",
        "Maier",
        "Meyer",
        "Möller",
        "Müller",
        "Neumann",
        "Otto",
        "Peters",
        "Pohl",
        "Richter",
        "Roth",
        "Sauer",
        "Schäfer",
        "Schmid",
        "Schmidt",
        "Schneider",
        "Scholz",
        "Schröder",
        "Schulz",
        "Schwarz",
        "Seidel",
        "Simon",
        "Sommer",
        "Stein",
        "Thomas",
        "Vogel",
        "Wagner",
        "Walter",
        "Weber",
        "Weiß",
        "Werner",
        "Winkler",
        "Winter",
        "Wolf",
        "Yilmaz",
        "Zimmermann",
        "O'Brien",
        "Smith",
        "Taylor",
        "Walker",
        "Hughes",
        "Green",
        "van den Berg",
        "Kowalski",
        "Novak",
        "Rossi",
        "Petrov",
        "Nguyen"
    };
    static final String[] STREETS = {
        "Ahornweg", "Bahnhofstraße", "Birkenallee", "Dorfstraße", "Eichenweg", "Feldstraße", "Gartenstraße",
                "Hauptstraße",
        "Kirchplatz", "Lindenstraße", "Mühlenweg", "Parkstraße", "Ringstraße", "Rosenweg", "Schulstraße", "Seestraße",
        "Tannenweg", "Uferstraße", "Waldstraße", "Wiesenweg"
    };
    static final String[] CITIES = {
        "10115 Berlin", "20095 Hamburg", "80331 München", "50667 Köln", "60311 Frankfurt am Main", "70173 Stuttgart",
        "04109 Leipzig", "01067 Dresden", "28195 Bremen", "30159 Hannover", "90402 Nürnberg", "44135 Dortmund"
    };
    private static final String[] MAIL_HOSTS = {"example.com", "example.org", "example.net"};
    private static final String[] GERMAN_RANGES = {
        "+49 30 23125", "+49 69 90009", "+49 40 66969", "+49 221 4710", "+49 89 99998"
    };
    private static final String[] BRITISH_RANGES = {
        "+44 113 4960", "+44 114 4960", "+44 115 4960", "+44 116 4960", "+44 117 4960", "+44 118 4960",
        "+44 121 4960", "+44 131 4960", "+44 141 4960", "+44 151 4960", "+44 161 4960", "+44 1632 960"
    };
    private static final int GERMAN = GERMAN_RANGES.length * 1000;
    private static final int BRITISH = BRITISH_RANGES.length * 1000;
    private static final int AMERICAN = 800 * 100;

    private Names() {}

    /**
     * A phone number of the ranges regulators keep for films and books (Bundesnetzagentur, Ofcom, NANP 555-01xx),
     * or "" when they are used up: then the shop's later customers have no phone.
     */
    static String phone(long number) {
        long n = number + GERMAN_RANGES.length; // The first of each range is the shop's own.
        if (n < GERMAN) {
            return GERMAN_RANGES[(int) (n % GERMAN_RANGES.length)] + threeDigits(n / GERMAN_RANGES.length);
        }
        long british = n - GERMAN;
        if (british < BRITISH) {
            return BRITISH_RANGES[(int) (british % BRITISH_RANGES.length)]
                    + threeDigits(british / BRITISH_RANGES.length);
        }
        long american = british - BRITISH;
        if (american < AMERICAN) {
            return "+1 " + (200 + american % 800) + " 55501"
                    + threeDigits(american / 800).substring(1);
        }
        return "";
    }

    private static String threeDigits(long number) {
        return String.valueOf(1000 + number).substring(1);
    }

    /** A mailbox nobody else has: the person's number in base 36 is in it. */
    static String email(String first, String last, long person, Dice dice) {
        String mark = Long.toString(person, 36);
        String name = plain(first);
        String surname = plain(last);
        String local =
                switch (dice.below(4)) {
                    case 0 -> name + "." + surname + mark;
                    case 1 -> name.charAt(0) + surname + "." + mark;
                    case 2 -> surname + "_" + name + mark;
                    default -> name + mark + "." + surname;
                };
        return local + "@" + dice.pick(MAIL_HOSTS);
    }

    /** Lower-case letters only, as mailboxes are spelled. */
    static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss")
                .replace("ş", "s");
        StringBuilder letters = new StringBuilder();
        lower.chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> letters.append((char) c));
        return letters.toString();
    }
}
