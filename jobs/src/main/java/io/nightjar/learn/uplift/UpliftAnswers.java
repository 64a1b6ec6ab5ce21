package io.nightjar.learn.uplift;

import io.nightjar.learn.trainer.Frame;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Says for anybody what a message changes, as far as it was shown for people like them. */
public final class UpliftAnswers implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<UpliftModel> models;
    private final ArrayList<UpliftGroups.Group> groups;
    private final double anywayFrom;

    UpliftAnswers(List<UpliftModel> models, UpliftGroups groups) {
        this.models = new ArrayList<>(models);
        this.groups = new ArrayList<>(groups.groups());
        this.anywayFrom = groups.anywayFrom();
    }

    /**
     * An answer.
     *
     * @param difference predicted for the person
     * @param group where it lies
     */
    public record Answer(double difference, UpliftGroups.Group group) {}

    /** An answer for every row. */
    public List<Answer> of(Frame people) {
        double[] difference = new double[people.size()];
        double[] untreated = new double[people.size()];
        for (UpliftModel model : models) {
            double[] one = model.effects(people).get(UpliftModel.SHIPPED);
            double[] none = model.untreated(people);
            for (int i = 0; i < difference.length; i++) {
                difference[i] += one[i] / models.size();
                untreated[i] += none[i] / models.size();
            }
        }
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < difference.length; i++) {
            answers.add(new Answer(difference[i], group(difference[i], untreated[i] >= anywayFrom)));
        }
        return answers;
    }

    /** Groups come by falling difference; below the last one is like the last one. */
    private UpliftGroups.Group group(double difference, boolean anyway) {
        UpliftGroups.Group last = null;
        for (UpliftGroups.Group group : groups) {
            if (group.anyway() == anyway || last == null) {
                last = group;
                if (group.anyway() == anyway && difference >= group.least()) {
                    return group;
                }
            }
        }
        return last;
    }
}
