package io.nightjar.model;

import io.nightjar.learn.InactivityRule;
import io.nightjar.learn.trainer.BestColumn;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Reasons;
import io.nightjar.learn.trainer.Trained;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Answers a yes-or-no question for people, and says why: a model, or the simple rule in its place. */
interface Answerer extends Serializable {
    int STRONGEST = 3;

    double[] probabilities(Frame people);

    List<List<String>> reasons(Frame people);

    static Answerer model(Trained model, Map<String, String> phrases) {
        return new ByModel(model, new HashMap<>(phrases));
    }

    static Answerer inactivity(InactivityRule rule) {
        return new ByInactivity(rule);
    }

    static Answerer column(BestColumn rule, Map<String, String> phrases) {
        return new ByColumn(rule, new HashMap<>(phrases));
    }

    /** By the trained model. */
    record ByModel(Trained model, HashMap<String, String> phrases) implements Answerer {
        @Override
        public double[] probabilities(Frame people) {
            return model.probabilities(people);
        }

        @Override
        public List<List<String>> reasons(Frame people) {
            return Reasons.of(model, people, phrases, STRONGEST);
        }
    }

    /** By days without a purchase alone. */
    record ByInactivity(InactivityRule rule) implements Answerer {
        @Override
        public double[] probabilities(Frame people) {
            Frame.Column recency = people.column(PersonHistory.RECENCY);
            double[] all = new double[people.size()];
            Arrays.setAll(all, row -> rule.probability((int) recency.number(row)));
            return all;
        }

        @Override
        public List<List<String>> reasons(Frame people) {
            return told(people, PersonHistory.RECENCY, PersonHistory.PHRASES);
        }
    }

    /** By the best single column. */
    record ByColumn(BestColumn rule, HashMap<String, String> phrases) implements Answerer {
        @Override
        public double[] probabilities(Frame people) {
            return rule.probabilities(people);
        }

        @Override
        public List<List<String>> reasons(Frame people) {
            return told(people, rule.name(), phrases);
        }
    }

    /** What one column says of each of the people. */
    static List<List<String>> told(Frame people, String name, Map<String, String> phrases) {
        List<List<String>> all = new ArrayList<>();
        IntStream.range(0, people.size()).forEach(row -> {
            String value = people.column(name).shown(row);
            all.add(List.of(phrases.getOrDefault(name, name) + (value.isEmpty() ? " not known" : ": " + value)));
        });
        return all;
    }
}
