package io.nightjar.identity.match;

/**
 * What sharing one particular value is worth beyond sharing any: bits by value, above 0 for rare ones and below for
 * frequent ones. The frequency is a gamma-Poisson mean of what other persons have, so that a value seen once is not
 * taken for rarer than the part's values are on average by more than the data can tell.
 */
final class TermWeights {
    private final double[][] bits = new double[Part.count()][];

    /** @param records among which the values are counted */
    TermWeights(People people, MatchModel model, long records) {
        double others = model.onePerson() * (records - 1);
        for (Part part : Part.all()) {
            int i = part.index();
            int same = Levels.same(part);
            double u = model.u()[i][same];
            double own = 1 + others * model.m()[i][same];
            bits[i] = new double[people.distinct(part)];
            for (int value = 0; value < bits[i].length; value++) {
                double strangers = Math.max(0, people.count(part, value) - own);
                double frequency = (1 + strangers) / (1 / u + records);
                bits[i][value] = MatchModel.log2(u / frequency);
            }
        }
    }

    double bits(Part part, int value) {
        return bits[part.index()][value];
    }
}
