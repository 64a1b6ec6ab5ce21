/**
 * One trainer for all yes-or-no questions: encodes any table, fits a regularised regression and boosted trees side by
 * side, blends and calibrates them out of fold, and gives reasons that add up. Everything is deterministic: folds by
 * hash of the person, sums in a fixed order, one thread per fit.
 */
package io.nightjar.learn.trainer;
