package io.nightjar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.identity.Cluster.Link;
import io.nightjar.identity.Cluster.Member;
import io.nightjar.identity.Cluster.Placed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ClusterTest {
    private static final Cluster.Limits LIMITS = new Cluster.Limits(4, 0.999);
    private static final Traits OLD = Traits.of(null, null, LocalDate.parse("1940-01-15"), null);
    private static final Traits YOUNG = Traits.of(null, null, LocalDate.parse("1999-12-31"), null);

    @Test
    void linksOfLinksAreOnePerson() {
        assertThat(firsts(
                        List.of(silent("1"), silent("2"), silent("3"), silent("4")),
                        link("1", "2", 0.9),
                        link("2", "3", 0.9)))
                .isEqualTo(Map.of("1", "1", "2", "1", "3", "1", "4", "4"));
    }

    @Test
    void weakestLinkBetweenTheContradictingIsCut() {
        // 1 and 4 contradict each other: of the chain 1-2-3-4 the middle is weakest.
        List<Member> members = List.of(said("1", OLD), silent("2"), silent("3"), said("4", YOUNG));
        assertThat(firsts(members, link("1", "2", 0.95), link("2", "3", 0.91), link("3", "4", 0.99)))
                .isEqualTo(Map.of("1", "1", "2", "1", "3", "3", "4", "3"));
    }

    @Test
    void linksOutsideTheContradictionStayHoweverWeak() {
        List<Member> members = List.of(said("1", OLD), said("2", YOUNG), silent("3"), silent("4"));
        assertThat(firsts(members, link("1", "2", 0.97), link("1", "3", 0.5), link("2", "4", 0.5)))
                .isEqualTo(Map.of("1", "1", "3", "1", "2", "2", "4", "2"));
    }

    @Test
    void bothEndsOfACutSayWhatTheyWereKeptApartFrom() {
        List<Placed> placed =
                new Cluster(List.of(said("1", OLD), said("2", YOUNG)), List.of(link("1", "2", 0.97)), LIMITS).placed();
        assertThat(placed)
                .extracting(Placed::keptApart)
                .containsExactly(
                        "customers/2 in spite of email: birth dates differ",
                        "customers/1 in spite of email: birth dates differ");
    }

    @Test
    void pairThatWasComparedAndTrustedOutweighsTheContradiction() {
        Link scored = new Link("customers/1", "customers/2", "match", 0.9995, "");
        assertThat(firsts(List.of(said("1", OLD), said("2", YOUNG)), scored)).isEqualTo(Map.of("1", "1", "2", "1"));
        Link doubtful = new Link("customers/1", "customers/2", "match", 0.98, "");
        assertThat(firsts(List.of(said("1", OLD), said("2", YOUNG)), doubtful)).isEqualTo(Map.of("1", "1", "2", "2"));
    }

    @Test
    void whomTheMatcherTrustsThroughAThirdItMeansAsAWhole() {
        // Records 1 and 3 contradict each other; the matcher has weighed that and joined both to 2 all the same.
        List<Member> members = List.of(said("1", OLD), silent("2"), said("3", YOUNG));
        Link[] scored = {match("1", "2", 0.9999), match("2", "3", 0.9999)};
        assertThat(firsts(members, scored)).isEqualTo(Map.of("1", "1", "2", "1", "3", "1"));
        Link[] doubtful = {match("1", "2", 0.9999), match("2", "3", 0.99)};
        assertThat(firsts(members, doubtful)).isEqualTo(Map.of("1", "1", "2", "1", "3", "3"));
        Link[] keys = {link("1", "2", 0.9999), link("2", "3", 0.9995)};
        assertThat(firsts(members, keys)).as("keys weigh nothing").isEqualTo(Map.of("1", "1", "2", "1", "3", "3"));
    }

    @Test
    void silentRecordsOfOthersCarryNoTrust() {
        // 5 and 2 say nothing: that the matcher trusts 5 to be 3 does not make 2 a witness for 3.
        List<Member> members = List.of(said("1", OLD), silent("2"), said("3", YOUNG), silent("5"));
        assertThat(firsts(members, match("1", "2", 0.9999), match("3", "5", 0.9999), link("2", "5", 0.95)))
                .isEqualTo(Map.of("1", "1", "2", "1", "3", "3", "5", "3"));
    }

    @Test
    void personHasNoMoreRecordsThanAllowed() {
        List<Member> members = List.of(silent("1"), silent("2"), silent("3"), silent("4"), silent("5"));
        assertThat(firsts(members, link("1", "2", 0.9), link("2", "3", 0.8), link("3", "4", 0.7), link("4", "5", 0.6)))
                .as("four records and the one with the weakest link")
                .isEqualTo(Map.of("1", "1", "2", "1", "3", "1", "4", "1", "5", "5"));
    }

    @Test
    void rulesForTheSamePairAddUp() {
        Link email = link("1", "2", 0.9);
        Link phone = new Link("customers/1", "customers/2", "phone", 0.5, "same phone number");
        Link both = new Cluster(List.of(silent("1"), silent("2")), List.of(phone, email), LIMITS)
                .placed()
                .get(1)
                .link();
        assertThat(both.rule()).isEqualTo("email+phone");
        assertThat(both.evidence()).isEqualTo("same e-mail address; same phone number");
        assertThat(both.probability()).isCloseTo(0.95, org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void customerRecordStandsFirstThenTheCard() {
        Member card = new Member("loyalty_members", "0", Traits.NONE);
        Member order = new Member("contacts", "login:9", Traits.NONE);
        List<Link> links = List.of(
                new Link("contacts/login:9", "loyalty_members/0", "login", 1, ""),
                new Link("customers/9", "loyalty_members/0", "login", 1, ""));
        assertThat(new Cluster(List.of(order, card, silent("9")), links, LIMITS).placed())
                .extracting(placed -> placed.member().name() + " < "
                        + (placed.linkedTo() == null ? "" : placed.linkedTo().name()))
                .containsExactly(
                        "customers/9 < ", "loyalty_members/0 < customers/9", "contacts/login:9 < loyalty_members/0");
    }

    @Test
    void outcomeDoesNotDependOnOrder() {
        Random random = new Random(42);
        for (int graph = 0; graph < 200; graph++) {
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Traits traits = random.nextInt(3) == 0 ? OLD : random.nextInt(2) == 0 ? YOUNG : Traits.NONE;
                members.add(said(String.valueOf(10 + i), traits));
            }
            List<Link> links = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                int a = random.nextInt(11);
                int b = a + 1 + random.nextInt(11 - a);
                links.add(link(String.valueOf(10 + a), String.valueOf(10 + b), 0.5 + random.nextInt(5) / 10.0));
            }
            List<Placed> once = new Cluster(members, links, LIMITS).placed();
            Collections.shuffle(members, random);
            Collections.shuffle(links, random);
            assertThat(new Cluster(members, links, LIMITS).placed())
                    .as("graph %d", graph)
                    .isEqualTo(once);
        }
    }

    @Test
    void mailboxOfSeveralPeopleJoinsThoseOfOneName() {
        Member ann = said("1", Traits.of("Ann", "Huber", null, null));
        Member bob = said("2", Traits.of("Bob", "Huber", null, null));
        Member annAgain = said("3", Traits.of("A.", "Huber", null, null));
        Member guest = new Member("purchases", "email:tok", Traits.NONE);
        KeyHolders holders = new KeyHolders(List.of(guest, annAgain, bob, ann));
        assertThat(holders.areSeveralPeople()).isTrue();
        assertThat(holders.joined()).containsExactly(List.of(ann, annAgain), List.of(bob), List.of(guest));
        assertThat(new KeyHolders(List.of(ann, annAgain, guest)).joined())
                .containsExactly(List.of(ann, annAgain, guest));
    }

    private static Map<String, String> firsts(List<Member> members, Link... links) {
        Map<String, String> firsts = new TreeMap<>();
        new Cluster(members, List.of(links), LIMITS)
                .placed()
                .forEach(placed ->
                        firsts.put(placed.member().key(), placed.first().key()));
        return firsts;
    }

    private static Member silent(String key) {
        return said(key, Traits.NONE);
    }

    private static Member said(String key, Traits traits) {
        return new Member("customers", key, traits);
    }

    private static Link match(String a, String b, double probability) {
        return new Link("customers/" + a, "customers/" + b, "match", probability, "");
    }

    private static Link link(String a, String b, double probability) {
        return new Link("customers/" + a, "customers/" + b, "email", probability, "same e-mail address");
    }
}
