package io.nightjar.sample;

import static java.util.stream.Collectors.averagingDouble;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.filtering;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The truth files tell the truth about the exports, and the exports show what was planted. */
class PlantedFactsTest {
    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @TempDir
    static Path folder;

    private static RawShop shop;

    @BeforeAll
    static void makeShop() throws IOException {
        shop = RawShop.make(3_000, 13, 11, 2, folder);
    }

    private static Map<String, String> persons(String source) throws IOException {
        return shop.truth("persons.csv").stream()
                .filter(row -> row.at(0).equals(source))
                .collect(toMap(row -> row.at(1), row -> row.at(2)));
    }

    private static Map<String, String> column(String truthFile, int key, int value) throws IOException {
        return shop.truth(truthFile).stream().collect(toMap(row -> row.at(key), row -> row.at(value)));
    }

    /** A web order line: who bought what when. */
    private record Bought(String person, String product, String order, Instant at) {}

    private static List<Bought> webPurchases() throws IOException {
        Map<String, String> persons = persons("customers");
        List<Bought> bought = new ArrayList<>();
        for (RawShop.Line line : shop.goodLines("purchases/web")) {
            Fields row = line.cut(',');
            if (!row.at(2).isEmpty() && row.at(12).equals("SALE")) {
                bought.add(new Bought(persons.get(row.at(2)), row.at(6), row.at(0), Instant.parse(row.at(5))));
            }
        }
        return bought;
    }

    @Test
    void everyDefectIsAtItsLineAndIsWhatItSays() throws IOException {
        Map<String, RawShop.Line> lines = new HashMap<>();
        Map<String, RawShop.Line> before = new HashMap<>();
        for (String prefix : List.of("purchases", "customers", "loyalty", "service", "marketing")) {
            RawShop.Line last = null;
            for (RawShop.Line line : shop.lines(prefix)) {
                lines.put(line.file() + ":" + line.number(), line);
                before.put(line.file() + ":" + line.number(), last);
                last = line;
            }
        }
        int seen = 0;
        for (Fields defect : shop.truth("defects.csv")) {
            if (defect.at(0).equals("clickstream")) {
                continue;
            }
            String place = defect.at(1) + ":" + defect.at(2);
            assertThat(lines).as("defect %s", defect).containsKey(place);
            String text = lines.get(place).text();
            switch (defect.at(3)) {
                case "wrong_date" -> assertThat(text).containsPattern("02-30|30\\.02|30/02");
                case "future_time" -> assertThat(text).containsPattern("2041|2240611200");
                case "nan_amount" -> assertThat(text).containsPattern("NaN|n/a");
                case "unknown_code" -> assertThat(text).containsPattern("pigeon|FAX|\\|Q\\||,X,");
                case "empty_id" -> assertThat(text).containsPattern("^[,;]|\":\"\"");
                case "header_repeat" -> assertThat(text).containsPattern("^(OrderNo|Bon|CustomerNo|EventId|MessageId)");
                case "cut_line" -> assertThat(text).startsWith("{").doesNotEndWith("} ");
                case "exact_duplicate" ->
                    assertThat(before.values())
                            .extracting(line -> line == null ? "" : line.text())
                            .contains(text);
                case "key_conflict" ->
                    assertThat(text).containsPattern("999[.,]99|2020-01-01|\\|7777\\||unknown-campaign");
                case "short_row" -> assertThat(columns(defect, text)).isLessThan(headerColumns(defect, lines));
                case "long_row" -> assertThat(columns(defect, text)).isEqualTo(headerColumns(defect, lines) + 2);
                default -> throw new AssertionError("Unknown defect " + defect);
            }
            seen++;
        }
        assertThat(seen)
                .as("one of each kind per text feed and thousand customers")
                .isEqualTo(3 * 53);
    }

    private static int columns(Fields defect, String text) {
        return new Fields(text, delimiter(defect)).size();
    }

    private static int headerColumns(Fields defect, Map<String, RawShop.Line> lines) {
        return columns(defect, lines.get(defect.at(1) + ":1").text());
    }

    private static char delimiter(Fields defect) {
        return defect.at(0).equals("purchases-till") ? ';' : defect.at(0).equals("loyalty-events") ? '|' : ',';
    }

    @Test
    void everyStrangeEventIsInItsRow() throws IOException, SQLException {
        List<String> planted = new ArrayList<>();
        for (Fields defect : shop.truth("defects.csv")) {
            if (defect.at(0).equals("clickstream") && !defect.at(3).equals("exact_duplicate")) {
                planted.add(defect.at(1) + ":" + defect.at(2) + ":" + defect.at(3));
            }
        }
        List<String> found = new ArrayList<>();
        for (List<String> row : shop.askEvents(
                "select filename, file_row_number + 1, case when visitorId = '' then 'empty_id'"
                        + " when type like 'hover%' then 'unknown_code' when url = '/c/conflict' then 'key_conflict' else 'future_time' end"
                        + " from events where visitorId = '' or type like 'hover%' or url = '/c/conflict' or ts > '2030-01-01'")) {
            found.add(folder.relativize(Path.of(row.get(0))) + ":" + row.get(1) + ":" + row.get(2));
        }
        assertThat(found).hasSize(3 * 4).containsExactlyInAnyOrderElementsOf(planted);
    }

    @Test
    void everyKeyInTheExportsHasAPersonInTheTruth() throws IOException, SQLException {
        Set<String> customers = shop.goodLines("customers").stream()
                .map(line -> line.cut(',').at(0))
                .collect(toSet());
        assertThat(persons("customers").keySet()).isEqualTo(customers);
        Set<String> cards = shop.goodLines("loyalty/members").stream()
                .map(line -> line.text().substring(9, 19))
                .collect(toSet());
        assertThat(persons("loyalty_members").keySet()).isEqualTo(cards);
        Set<String> visitors = shop.askEvents("select distinct visitorId from events where visitorId <> ''").stream()
                .map(row -> row.get(0))
                .collect(toSet());
        assertThat(persons("clickstream").keySet()).containsAll(visitors);
        assertThat(customers)
                .containsAll(shop.goodLines("marketing").stream()
                        .map(line -> line.cut(',').at(1))
                        .collect(toSet()));
    }

    @Test
    void carelessPeopleHaveSeveralRecordsAndStrangersHaveNone() throws IOException {
        Map<String, Long> records =
                persons("customers").values().stream().collect(groupingBy(person -> person, counting()));
        assertThat(records).hasSize(3_000);
        assertThat(records.values()).allMatch(count -> count <= 3);
        assertThat(records.values().stream().filter(count -> count > 1).count()).isBetween(250L, 550L);
        assertThat(persons("clickstream").values().stream().filter(person -> person.startsWith("a")))
                .hasSize(2_400);
    }

    @Test
    void mostCartClicksLeadNowhereAndTheMeantOnesTookALongerLook() throws IOException, SQLException {
        Map<String, Long> fates = shop.truth("carts.csv").stream().collect(groupingBy(row -> row.at(3), counting()));
        double bought = fates.get("bought");
        double nowhere = fates.get("idle") + fates.get("meant_but_left");
        assertThat(nowhere / (nowhere + bought)).isBetween(0.52, 0.8);
        String carts = "read_csv('" + folder + "/truth/carts.csv')";
        Map<String, Double> secondLooks = new TreeMap<>();
        for (List<String> row : shop.askEvents("select c.fate, avg(case when s.n > 0 then 1 else 0 end) from " + carts
                + " c join events e on e.eventId = c.event_id join (select sessionId, count_if(url like '%?tab=%') n from events"
                + " group by 1) s on s.sessionId = e.sessionId group by 1")) {
            secondLooks.put(row.get(0), Double.valueOf(row.get(1)));
        }
        assertThat(secondLooks.get("meant_but_left")).isGreaterThan(0.6);
        assertThat(secondLooks.get("bought")).isGreaterThan(0.25);
        assertThat(secondLooks.get("idle")).isZero();
    }

    @Test
    void messagesMoveOnlyThoseWhomTheyCanMove() throws IOException {
        Map<String, Set<String>> effects = new TreeMap<>();
        Map<String, String> kinds = column("customers_truth.csv", 0, 8);
        Map<String, String> contactPersons = column("contacts_truth.csv", 0, 1);
        Map<String, String> contactEffects = column("contacts_truth.csv", 0, 4);
        contactPersons.forEach((contact, person) -> effects.computeIfAbsent(kinds.get(person), kind -> new TreeSet<>())
                .add(contactEffects.get(contact)));
        assertThat(effects)
                .containsEntry("needs_the_ad", Set.of("none", "brought_an_order"))
                .containsEntry("do_not_disturb", Set.of("none", "put_off"))
                .containsEntry("buys_anyway", Set.of("none"))
                .containsEntry("never", Set.of("none"));
        Map<String, Double> uplift = uplift(kinds, contactPersons);
        assertThat(uplift.get("needs_the_ad")).isGreaterThan(0.02);
        assertThat(uplift.get("do_not_disturb")).isLessThan(0.0);
        assertThat(uplift.get("buys_anyway")).isBetween(-0.02, 0.02);
        assertThat(uplift.get("never")).isBetween(-0.02, 0.02);
    }

    /** Share of contacts followed by a web order within two weeks: treated less control. */
    private static Map<String, Double> uplift(Map<String, String> kinds, Map<String, String> contactPersons)
            throws IOException {
        Map<String, TreeSet<Instant>> orders = new HashMap<>();
        webPurchases().forEach(line -> orders.computeIfAbsent(line.person(), person -> new TreeSet<>())
                .add(line.at()));
        record Outcome(String kind, boolean isControl, double ordered) {}
        List<Outcome> outcomes = new ArrayList<>();
        for (RawShop.Line line : shop.goodLines("marketing")) {
            Fields row = line.cut(',');
            String person = contactPersons.get(row.at(0));
            Instant sent = LocalDateTime.parse(row.at(6), PLAIN).toInstant(ZoneOffset.UTC);
            Instant next = orders.getOrDefault(person, new TreeSet<>()).higher(sent);
            boolean isSoon = next != null && next.isBefore(sent.plusSeconds(14 * 86_400L));
            outcomes.add(new Outcome(kinds.get(person), row.at(11).equals("C"), isSoon ? 1 : 0));
        }
        Map<String, Double> treated = outcomes.stream()
                .collect(groupingBy(
                        Outcome::kind, filtering(row -> !row.isControl(), averagingDouble(Outcome::ordered))));
        Map<String, Double> control = outcomes.stream()
                .collect(groupingBy(Outcome::kind, filtering(Outcome::isControl, averagingDouble(Outcome::ordered))));
        Map<String, Double> uplift = new TreeMap<>();
        treated.forEach((kind, rate) -> uplift.put(kind, rate - control.get(kind)));
        return uplift;
    }

    @Test
    void whatIsUsedUpIsBoughtAgainWhenItsTimeHasCome() throws IOException {
        Map<String, Integer> periods = new HashMap<>();
        for (Fields cycle : shop.truth("cycles.csv")) {
            periods.put(cycle.at(0) + " " + cycle.at(1), Integer.parseInt(cycle.at(2)));
        }
        Map<String, TreeSet<Instant>> times = new HashMap<>();
        for (Bought line : webPurchases()) {
            if (periods.containsKey(line.person() + " " + line.product())) {
                times.computeIfAbsent(line.person() + " " + line.product(), key -> new TreeSet<>())
                        .add(line.at());
            }
        }
        List<Double> shares = new ArrayList<>();
        times.forEach((key, bought) -> {
            for (Instant at : bought.tailSet(bought.first(), false)) {
                double days = (at.getEpochSecond() - bought.lower(at).getEpochSecond()) / 86_400.0;
                shares.add(days / periods.get(key));
            }
        });
        assertThat(shares).hasSizeGreaterThan(300);
        assertThat(shares.stream().filter(share -> share < 0.6).count() / (double) shares.size())
                .isLessThan(0.06);
        assertThat(shares.stream().filter(share -> share > 0.7 && share < 1.5).count() / (double) shares.size())
                .isGreaterThan(0.35);
    }

    @Test
    void complementsShareBasketsFarMoreOftenThanChance() throws IOException {
        Map<String, String> complements = column("complements.csv", 0, 1);
        Map<String, Set<String>> baskets = new HashMap<>();
        webPurchases().forEach(line -> baskets.computeIfAbsent(line.order(), order -> new TreeSet<>())
                .add(line.product()));
        int leads = 0;
        int together = 0;
        for (Set<String> basket : baskets.values()) {
            for (String product : basket) {
                if (complements.containsKey(product)) {
                    leads++;
                    together += basket.contains(complements.get(product)) ? 1 : 0;
                }
            }
        }
        assertThat(leads).isGreaterThan(500);
        assertThat(together / (double) leads).isBetween(0.2, 0.6);
    }

    @Test
    void nobodyIsMailedAfterTakingTheConsentBack() throws IOException {
        Map<String, Instant> lastNo = new HashMap<>();
        Set<String> mindChangers = new TreeSet<>();
        for (Fields change : shop.truth("consents.csv")) {
            if (change.at(1).equals("email")) {
                boolean isFirst = lastNo.putIfAbsent(change.at(0), Instant.parse(change.at(2))) == null;
                if (!isFirst || change.at(3).equals("1")) {
                    mindChangers.add(change.at(0));
                }
            }
        }
        lastNo.keySet().removeAll(mindChangers);
        Map<String, String> persons = column("contacts_truth.csv", 0, 1);
        assertThat(lastNo).hasSizeGreaterThan(100);
        assertThat(shop.goodLines("marketing")).noneMatch(line -> {
            Fields row = line.cut(',');
            Instant no = lastNo.get(persons.get(row.at(0)));
            Instant sent = LocalDateTime.parse(row.at(6), PLAIN).toInstant(ZoneOffset.UTC);
            return row.at(4).equals("email") && no != null && sent.isAfter(no);
        });
    }

    @Test
    void aCardsBalanceIsTheSumOfItsEvents() throws IOException {
        Map<String, Long> sums = new HashMap<>();
        for (RawShop.Line line : shop.goodLines("loyalty/events")) {
            sums.merge(line.cut('|').at(1), Long.parseLong(line.cut('|').at(3)), Long::sum);
        }
        Pattern balance = Pattern.compile("\"balance\":(-?\\d+)");
        for (RawShop.Line line : shop.goodLines("loyalty/members")) {
            var found = balance.matcher(line.text());
            assertThat(found.find()).isTrue();
            String card = line.text().substring(9, 19);
            assertThat(sums.getOrDefault(card, 0L)).as("card %s", card).isEqualTo(Long.parseLong(found.group(1)));
        }
    }

    @Test
    void noMailboxOrNumberCouldBelongToAnybody() throws IOException {
        Pattern phone = Pattern.compile(
                "(\\+|00)?(49)?.?0?(30.?23125|69.?90009|40.?66969|221.?4710|89.?99998)\\d{3}"
                        + "|(\\+|00)?44.?(11[3-8]|1[2-6]1).?4960\\d{3}|(\\+|00)?44.?1632.?960\\d{3}|(\\+|00)?1.?\\d{3}.?55501\\d{2}");
        List<String> emails = new ArrayList<>();
        List<String> phones = new ArrayList<>();
        for (RawShop.Line line : shop.goodLines("customers")) {
            emails.add(line.cut(',').at(3));
            phones.add(line.cut(',').at(4));
        }
        for (RawShop.Line line : shop.goodLines("purchases/web")) {
            emails.add(line.cut(',').at(3));
            phones.add(line.cut(',').at(4));
        }
        assertThat(emails)
                .allMatch(email -> email.isEmpty()
                        || email.strip()
                                .toLowerCase(java.util.Locale.ROOT)
                                .matches("[a-z0-9._]+@example\\.(com|org|net)"));
        assertThat(phones)
                .allMatch(number -> number.isEmpty() || phone.matcher(number).matches());
    }

    @Test
    void everythingHappensWithinTheHistory() throws IOException, SQLException {
        assertThat(shop.goodLines("purchases/web"))
                .allMatch(line -> isWithin(line.cut(',').at(5).substring(0, 10)));
        assertThat(shop.goodLines("marketing"))
                .allMatch(line -> isWithin(line.cut(',').at(6).substring(0, 10)));
        assertThat(shop.askEvents("select min(ts)::date, max(ts)::date from events where ts < '2030-01-01'"))
                .containsExactly(List.of("2025-06-01", "2026-06-30"));
    }

    private static boolean isWithin(String day) {
        return day.compareTo("2025-06-01") >= 0 && day.compareTo("2026-06-30") <= 0;
    }
}
