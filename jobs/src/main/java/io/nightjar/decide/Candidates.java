package io.nightjar.decide;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/** One person and the contacts that lists ask for, read from rows that come one after the other. */
final class Candidates {
    private static final int LIST = 1;
    private static final int OBJECT = 2;
    private static final int CONTROL = 3;
    /** The person's columns follow; the id that they begin with is the row's first. */
    private static final int PERSON = 3;

    private final PlanRules rules;
    private final Person person;
    private final List<Offer> offers = new ArrayList<>();

    private Candidates(PlanRules rules, Person person) {
        this.rules = rules;
        this.person = person;
    }

    static Candidates of(PlanRules rules, Row first) {
        Candidates one = new Candidates(rules, PlanPeople.person(first.getString(0), first, PERSON));
        one.add(first);
        return one;
    }

    /** All people of rows that are sorted by person. */
    static List<Candidates> all(PlanRules rules, List<Row> sorted) {
        List<Candidates> all = new ArrayList<>();
        for (Row row : sorted) {
            if (!all.isEmpty() && all.get(all.size() - 1).isOf(row)) {
                all.get(all.size() - 1).add(row);
            } else {
                all.add(of(rules, row));
            }
        }
        return all;
    }

    boolean isOf(Row row) {
        return person.id().equals(row.getString(0));
    }

    void add(Row row) {
        offers.add(PersonPlan.offer(
                rules, person, rules.list(row.getString(LIST)), row.getString(OBJECT), row.getString(CONTROL)));
    }

    Person person() {
        return person;
    }

    List<Offer> offers() {
        return offers;
    }
}
