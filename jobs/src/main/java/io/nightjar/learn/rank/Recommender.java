package io.nightjar.learn.rank;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** A person's proposals: the best k by all rules, and below them what is missing to a few repeats and a few new. */
    public record Answer(List<Proposal> merged, List<Proposal> more) {}

    /** Works on people in turn; not for two threads at once. */
    public final class Desk {
        private final Scout scout = new Scout(knowledge, size.each());

        /** People asked together at most. */
        public int batch() {
            return Scout.BATCH;
        }

        /** At most {@link #batch} people; answers in their order. */
        public List<Answer> propose(List<Past> people) {
            return scout.candidates(people).stream()
                    .map(Recommender.this::answer)
                    .toList();
        }
    }

    private Answer answer(Candidates person) {
        float[] scores = (person.past().isEmpty() ? new Cold() : scorer).score(person);
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, place -> place);
        Arrays.sort(
                order,
                (a, b) -> scores[a] != scores[b]
                        ? Float.compare(scores[b], scores[a])
                        : Integer.compare(person.item()[a], person.item()[b]));
        List<Proposal> merged = new ArrayList<>();
        List<Proposal> more = new ArrayList<>();
        Map<Integer, Integer> taken = new HashMap<>();
        int[] kinds = new int[2];
        for (int place : order) {
            if (scores[place] > Float.NEGATIVE_INFINITY && isKept(person, place)) {
                int kind = person.isOwned(place) ? 1 : 0;
                int category = rules.category()[person.item()[place]];
                boolean fits = merged.size() < size.k()
                        && (category < 0 || taken.merge(category, 1, Integer::sum) <= rules.perCategory());
                if (fits || kinds[kind] < size.apart()) {
                    (fits ? merged : more).add(proposal(person, place, scores[place]));
                    kinds[kind]++;
                }
            }
        }
        fill(person, merged, more);
        return new Answer(merged, more);
    }

    /** Everybody gets k: what is missing comes from what most people buy. */
    private void fill(Candidates person, List<Proposal> merged, List<Proposal> more) {
        int[] ranked = knowledge.popularity().ranked();
        for (int place = 0; place < ranked.length && merged.size() < size.k(); place++) {
            int item = ranked[place];
            boolean fresh = !rules.blocked()[item]
                    && Arrays.binarySearch(person.owned().item(), item) < 0
                    && merged.stream().noneMatch(proposal -> proposal.item() == item)
                    && more.stream().noneMatch(proposal -> proposal.item() == item);
            if (fresh) {
                merged.add(new Proposal(item, -1 - place, Proposal.Source.POPULAR, -1, false, 0, 0, 0, 0));
            }
        }
    }

    private boolean isKept(Candidates person, int place) {
        return !rules.blocked()[person.item()[place]]
                && !(person.isOwned(place) && person.feature(place, Candidates.CYCLE) < rules.waits());
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
        int because = because(person, item);
        Proposal.Source source = because >= 0
                ? Proposal.Source.TOGETHER
                : person.feature(place, Candidates.ALIKE) > 0 || person.feature(place, Candidates.TASTE) > 0
                        ? Proposal.Source.ALIKE
                        : Proposal.Source.POPULAR;
        return new Proposal(item, score, source, because, false, 0, 0, 0, 0);
    }

    /** The owned or looked-at product that speaks most for the item. */
    private int because(Candidates person, int item) {
        int best = -1;
        float highest = 0;
        int[] mine = person.owned().size() > 0
                ? person.owned().item()
                : Arrays.stream(person.past().looked()).distinct().sorted().toArray();
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
