package io.nightjar.model;

import io.nightjar.job.Portions;
import io.nightjar.learn.rank.Histories;
import io.nightjar.learn.rank.HistoriesBuilder;
import io.nightjar.learn.rank.Past;
import io.nightjar.learn.rank.Proposal;
import io.nightjar.learn.rank.Recommender;
import io.nightjar.schema.NextBestProducts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows of {@link NextBestProducts} for people whose rows come one after the other, a few dozen people at a time. */
final class ProposalRows {
    private static final int A_WEEK = 7;

    private final Recommender.Desk desk;
    private final Catalogue catalogue;
    private final LocalDate asOf;

    ProposalRows(Recommender recommender, Catalogue catalogue, LocalDate asOf) {
        this.desk = recommender.desk();
        this.catalogue = catalogue;
        this.asOf = asOf;
    }

    /** @param sorted rows of {@link Baskets#everybody} */
    List<Row> batch(Portions.Ahead sorted) {
        List<String> ids = new ArrayList<>();
        List<Integer> refused = new ArrayList<>();
        List<Map<Integer, Float>> shown = new ArrayList<>();
        List<Map<Integer, Integer>> suppressed = new ArrayList<>();
        List<Map<Integer, Integer>> due = new ArrayList<>();
        HistoriesBuilder people = new HistoriesBuilder();
        while (sorted.peek() != null && ids.size() < desk.batch()) {
            String id = sorted.peek().getString(0);
            ids.add(id);
            people.person(sorted.peek().getLong(1));
            refused.add(0);
            shown.add(new HashMap<>());
            suppressed.add(new HashMap<>());
            due.add(new HashMap<>());
            while (sorted.peek() != null && sorted.peek().getString(0).equals(id)) {
                Row row = sorted.take();
                Baskets.add(people, row);
                if (row.getInt(3) == Baskets.NOTHING) {
                    refused.set(ids.size() - 1, row.getInt(4));
                } else if (row.getInt(3) == Baskets.SHOWN) {
                    shown.get(ids.size() - 1).put(row.getInt(4), (float) (row.getInt(2) / Baskets.HUNDREDTHS));
                } else if (row.getInt(3) == Baskets.SUPPRESSED) {
                    suppressed.get(ids.size() - 1).put(row.getInt(4), row.getInt(2));
                } else if (row.getInt(3) == Baskets.DUE) {
                    due.get(ids.size() - 1).put(row.getInt(4), row.getInt(2));
                }
            }
        }
        Histories batch = people.build(0);
        List<Recommender.Asking> asking = new ArrayList<>();
        for (int who = 0; who < ids.size(); who++) {
            Past past = batch.past(who, batch.baskets(who), (int) asOf.toEpochDay());
            asking.add(new Recommender.Asking(past, refused.get(who), shown.get(who), suppressed.get(who)));
        }
        List<Row> rows = new ArrayList<>();
        List<Recommender.Answer> answers = desk.propose(asking);
        for (int who = 0; who < ids.size(); who++) {
            add(rows, ids.get(who), answers.get(who), due.get(who));
        }
        return rows;
    }

    private void add(List<Row> rows, String id, Recommender.Answer answer, Map<Integer, Integer> clocks) {
        List<Proposal> all = new ArrayList<>(answer.merged());
        all.addAll(answer.more());
        int repeats = 0;
        int news = 0;
        for (int place = 0; place < all.size(); place++) {
            Proposal proposal = all.get(place);
            LocalDate due = due(proposal, clocks);
            rows.add(RowFactory.create(
                    id,
                    place + 1,
                    catalogue.id(proposal.item()),
                    (double) Math.round(proposal.score() * 1e6) / 1e6,
                    proposal.source().word(),
                    reason(proposal, due),
                    proposal.isOwned() ? ++repeats : null,
                    proposal.isOwned() ? null : ++news,
                    due == null ? null : java.sql.Date.valueOf(due)));
        }
    }

    /** By the product's clock, or the person's own cycle where there is none; only for what they bought more than once. */
    private LocalDate due(Proposal proposal, Map<Integer, Integer> clocks) {
        if (proposal.baskets() < 2) {
            return null;
        }
        Integer clock = clocks.get(proposal.item());
        return clock == null
                ? asOf.plusDays((long) proposal.cycleDays() - proposal.daysSince())
                : LocalDate.ofEpochDay(clock);
    }

    private String reason(Proposal proposal, LocalDate due) {
        return switch (proposal.source()) {
            case REPEAT -> repeat(proposal, due);
            case LOOKED ->
                proposal.looks() == 1
                        ? "looked at on a day of the last four weeks"
                        : "looked at on " + proposal.looks() + " days of the last four weeks";
            case SOUGHT -> "fits what was searched for, or the category looked at, in the last four weeks";
            case TOGETHER -> "often bought with " + catalogue.name(proposal.because());
            case ORDER -> "goes with " + catalogue.name(proposal.because()) + ", ordered " + ago(proposal.daysSince());
            case ALIKE -> "bought by people with a similar taste";
            case SEGMENT -> "popular with people who buy " + catalogue.segment(proposal.because());
            case POPULAR -> "popular with all customers";
        };
    }

    private String repeat(Proposal proposal, LocalDate due) {
        if (proposal.baskets() < 2) {
            return "bought " + ago(proposal.daysSince());
        }
        String when = due.isBefore(asOf) ? "due since " + due : due.isEqual(asOf) ? "due today" : "due on " + due;
        return "bought " + proposal.baskets() + " times, every " + span(proposal.cycleDays()) + ", " + when;
    }

    private static String ago(int days) {
        return days == 0 ? "today" : days == 1 ? "yesterday" : span(days) + " ago";
    }

    private static String span(int days) {
        if (days <= 1) {
            return "day";
        }
        return days < 3 * A_WEEK ? days + " days" : Math.round((float) days / A_WEEK) + " weeks";
    }
}
