package io.nightjar.learn.trainer;

import java.io.Serializable;

/**
 * A model as it is kept from night to night: as it was judged, which is what later challengers compete with, for it has
 * not seen their period; as it scores, learned again from newer dates; and what the people it learned from looked like.
 */
public final class Champion implements Serializable {
    private static final long serialVersionUID = 2L;

    private final String question;
    private final String learnedOn;
    private final Trained judged;
    private final Trained scoring;
    private final Population population;

    /**
     * A winner.
     *
     * @param question what exactly it answers
     * @param learnedOn date of the night that learned it
     * @param judged as it was judged
     * @param scoring as it scores
     * @param population who it learned from
     */
    public Champion(String question, String learnedOn, Trained judged, Trained scoring, Population population) {
        this.question = question;
        this.learnedOn = learnedOn;
        this.judged = judged;
        this.scoring = scoring;
        this.population = population;
    }

    /** Whether this is what it answers. */
    boolean answers(String asked) {
        return question.equals(asked);
    }

    /** Date of the night that learned it. */
    public String learnedOn() {
        return learnedOn;
    }

    Trained judged() {
        return judged;
    }

    /** What scores tonight. */
    public Trained scoring() {
        return scoring;
    }

    Population population() {
        return population;
    }

    /** Whether the frame has every column it looks at. */
    boolean fits(Frame frame) {
        return judged.fits(frame) && scoring.fits(frame);
    }
}
