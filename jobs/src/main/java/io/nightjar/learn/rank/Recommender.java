package io.nightjar.learn.rank;

import io.nightjar.learn.factor.TopColumns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Proposes products to anybody from their own past: ready to travel to wherever people are. Scoring a person needs
 * nothing but this and their past, so a million people are a million independent steps.
 */
public final class Recommender implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Knowledge knowledge;
    private final Scorer scorer;
    private final RankSettings.Size size;
    private final Rules rules;
    /** Made where it is needed: it is larger than what it is made from. */
    private transient TopColumns taste;

    Recommender(Knowledge knowledge, Scorer scorer, RankSettings.Size size, Rules rules) {
        this.knowledge = knowledge;
        this.scorer = scorer;
        this.size = size;
        this.rules = rules;
    }

    /** One thread's place to work. */
    public Desk desk() {
        return new Desk();
    }

    /**
     * Who asks.
     *
     * @param past what is known of the person
     * @param refused consents that the person has not given, a bit for each
     * @param shown how often new products were shown to the person in vain
     * @param suppressed products that are not proposed again before a day; others wait for a share of their cycle
     */
    public record Asking(Past past, int refused, Map<Integer, Float> shown, Map<Integer, Integer> suppressed) {
        /** Somebody who refuses nothing and was shown nothing. */
        public static Asking of(Past past) {
            return new Asking(past, 0, Map.of(), Map.of());
        }
    }

    /** A person's proposals: the best k by all rules, and below them what is missing to a few repeats and a few new. */
    public record Answer(List<Proposal> merged, List<Proposal> more) {}

    /** Works on people in turn; not for two threads at once. */
    public final class Desk {
        private final Scout scout = new Scout(knowledge, taste(), size.each(), new int[0], rules.blocked());

        /** People asked together at most. */
        public int batch() {
            return Scout.BATCH;
        }

        /** At most {@link #batch} people; answers in their order. */
        public List<Answer> propose(List<Asking> people) {
            List<Candidates> found =
                    scout.candidates(people.stream().map(Asking::past).toList());
            List<Answer> answers = new ArrayList<>();
            for (int n = 0; n < found.size(); n++) {
                answers.add(answer(found.get(n), people.get(n)));
            }
            return answers;
        }
    }

    /** Two threads that come first may both make it; it is the same, and does not change. */
    private TopColumns taste() {
        TopColumns made = taste;
        if (made == null) {
            made = new TopColumns(knowledge.taste(), rules.blocked());
            taste = made;
        }
        return made;
    }

    private Answer answer(Candidates person, Asking asking) {
        float[] scores = (person.past().isEmpty() ? new Cold() : scorer).score(person);
        tire(person, asking, scores);
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, place -> place);
        Arrays.sort(
                order,
                (a, b) -> scores[a] != scores[b]
                        ? Float.compare(scores[b], scores[a])
                        : Integer.compare(person.item()[a], person.item()[b]));
        int companion = companion(person, asking);
        bringForward(order, companion);
        Map<Integer, Integer> taken = new HashMap<>();
        List<Integer> first = new ArrayList<>();
        List<Integer> below = new ArrayList<>();
        for (int place : order) {
            if (scores[place] > Float.NEGATIVE_INFINITY && isKept(person, place, asking)) {
                int category = rules.category()[person.item()[place]];
                boolean fits = first.size() < size.k()
                        && (category < 0 || taken.merge(category, 1, Integer::sum) <= rules.perCategory());
                (fits ? first : below).add(place);
            }
        }
        if (isKnown(person.past())) {
            // The person's own next best go before what is popular, of whatever category.
            List<Integer> next = below.subList(0, Math.min(size.k() - first.size(), below.size()));
            first.addAll(next);
            next.clear();
        }
        IntFunction<Proposal> proposal = place ->
                place == companion ? withOrder(person, place, scores[place]) : proposal(person, place, scores[place]);
        List<Proposal> merged = new ArrayList<>();
        first.forEach(place -> merged.add(proposal.apply(place)));
        List<Proposal> more = new ArrayList<>();
        missing(person, first, below).forEach(place -> more.add(proposal.apply(place)));
        fill(person, asking, merged, more, taken);
        return new Answer(merged, more);
    }

    private static boolean isKnown(Past past) {
        return !past.isEmpty() || past.looked().length > 0;
    }

    /** Of what stands below the list, what it lacks to so many repeats and so many new. */
    private List<Integer> missing(Candidates person, List<Integer> first, List<Integer> below) {
        int[] kinds = new int[2];
        first.forEach(place -> kinds[person.isOwned(place) ? 1 : 0]++);
        return below.stream()
                .filter(place -> kinds[person.isOwned(place) ? 1 : 0]++ < size.apart())
                .toList();
    }

    /**
     * Everybody gets k: what is missing comes from what most people of the same segment buy, then most of all people, and
     * only where that is not enough, from categories that are in the list often enough already.
     */
    private void fill(
            Candidates person, Asking asking, List<Proposal> merged, List<Proposal> more, Map<Integer, Integer> taken) {
        if (merged.size() >= size.k()) {
            return;
        }
        int segment = knowledge.segments().of(person.past());
        int[] ranked = IntStream.concat(
                        IntStream.of(
                                segment < 0 ? new int[0] : knowledge.segments().favourites()[segment]),
                        IntStream.of(knowledge.popularity().ranked()))
                .toArray();
        for (int place = 0; place < 2 * ranked.length && merged.size() < size.k(); place++) {
            int item = ranked[place % ranked.length];
            int category = rules.category()[item];
            boolean fits = category < 0 || taken.getOrDefault(category, 0) < rules.perCategory();
            boolean fresh = isAllowed(item, asking)
                    && Arrays.binarySearch(person.owned().item(), item) < 0
                    && merged.stream().noneMatch(proposal -> proposal.item() == item)
                    && more.stream().noneMatch(proposal -> proposal.item() == item);
            if (fresh && (fits || place >= ranked.length)) {
                taken.merge(category, 1, Integer::sum);
                merged.add(popular(item, -1 - place, segment));
            }
        }
    }

    private Proposal popular(int item, float score, int segment) {
        return knowledge.segments().isFavourite(segment, item, knowledge.popularity())
                ? new Proposal(item, score, Proposal.Source.SEGMENT, segment, false, 0, 0, 0, 0)
                : new Proposal(item, score, Proposal.Source.POPULAR, -1, false, 0, 0, 0, 0);
    }

    /** What was shown in vain counts less, so that the same list is not shown for ever. */
    private void tire(Candidates person, Asking asking, float[] scores) {
        for (int place = person.owned().size(); place < scores.length; place++) {
            Float times = asking.shown().get(person.item()[place]);
            if (times != null && scores[place] > 0) {
                scores[place] *= (float) Math.pow(2, -times / rules.shownHalfLife());
            }
        }
    }

    /** The new product that goes best with an order under way; -1 if there is none. */
    private int companion(Candidates person, Asking asking) {
        Past past = person.past();
        int best = -1;
        if (!past.isEmpty() && past.asked() - past.day()[past.baskets() - 1] < rules.pendingDays()) {
            float highest = 0;
            for (int place = person.owned().size(); place < person.size(); place++) {
                float speaks = person.feature(place, Candidates.WITH_LAST);
                if (speaks > highest
                        && isKept(person, place, asking)
                        && asking.shown().getOrDefault(person.item()[place], 0f) < rules.shownHalfLife()) {
                    best = place;
                    highest = speaks;
                }
            }
        }
        return best;
    }

    /** To the middle of the list, if it stands below. */
    private void bringForward(Integer[] order, int companion) {
        int at = Arrays.asList(order).indexOf(companion);
        int to = size.k() / 2;
        if (at > to) {
            System.arraycopy(order, to, order, to + 1, at - to);
            order[to] = companion;
        }
    }

    private Proposal withOrder(Candidates person, int place, float score) {
        Past past = person.past();
        int last = past.baskets() - 1;
        int item = person.item()[place];
        int best = past.item()[past.start()[last]];
        for (int n = past.start()[last]; n < past.start()[last + 1]; n++) {
            if (knowledge.together().likeness(past.item()[n], item)
                    > knowledge.together().likeness(best, item)) {
                best = past.item()[n];
            }
        }
        int ago = past.asked() - past.day()[last];
        return new Proposal(item, score, Proposal.Source.ORDER, best, false, 0, 0, ago, 0);
    }

    private boolean isAllowed(int item, Asking asking) {
        return !rules.blocked()[item] && (rules.needs()[item] & asking.refused()) == 0;
    }

    private boolean isKept(Candidates person, int place, Asking asking) {
        return isAllowed(person.item()[place], asking) && !(person.isOwned(place) && isWaiting(person, place, asking));
    }

    private boolean isWaiting(Candidates person, int place, Asking asking) {
        Integer until = asking.suppressed().get(person.item()[place]);
        return until == null
                ? person.feature(place, Candidates.CYCLE) < rules.waits()
                : person.past().asked() < until;
    }

    private Proposal proposal(Candidates person, int place, float score) {
        int item = person.item()[place];
        int looks = (int) person.feature(place, Candidates.LOOKS_MONTH);
        if (person.isOwned(place)) {
            Owned owned = person.owned();
            return new Proposal(
                    item,
                    score,
                    Proposal.Source.REPEAT,
                    -1,
                    true,
                    owned.count()[place],
                    Math.round(Clock.cycle(owned, place, knowledge.popularity())),
                    (int) person.feature(place, Candidates.DAYS_SINCE),
                    looks);
        }
        if (looks > 0) {
            return new Proposal(item, score, Proposal.Source.LOOKED, -1, false, 0, 0, 0, looks);
        }
        if (person.feature(place, Candidates.SOUGHT) > 0) {
            return new Proposal(item, score, Proposal.Source.SOUGHT, -1, false, 0, 0, 0, 0);
        }
        int because = because(person, item);
        if (because >= 0) {
            return new Proposal(item, score, Proposal.Source.TOGETHER, because, false, 0, 0, 0, 0);
        }
        return person.feature(place, Candidates.ALIKE) > 0 || person.feature(place, Candidates.TASTE) > 0
                ? new Proposal(item, score, Proposal.Source.ALIKE, -1, false, 0, 0, 0, 0)
                : popular(item, score, knowledge.segments().of(person.past()));
    }

    /** The owned or looked-at product that speaks most for the item. */
    private int because(Candidates person, int item) {
        int best = -1;
        float highest = 0;
        int[] mine = person.owned().size() > 0
                ? person.owned().item()
                : Arrays.stream(person.past().looked())
                        .filter(each -> each >= 0)
                        .distinct()
                        .sorted()
                        .toArray();
        for (int place = 0; place < mine.length; place++) {
            float sure = person.owned().size() > 0 ? person.owned().slow()[place] : 1;
            float speaks = sure * knowledge.together().likeness(mine[place], item);
            if (speaks > highest) {
                highest = speaks;
                best = mine[place];
            }
        }
        return best;
    }
}
