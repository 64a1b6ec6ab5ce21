package io.nightjar.learn.rank;

/**
 * One person's candidates on an earlier day, and what they then bought.
 *
 * @param wanted ascending
 */
@SuppressWarnings("ArrayRecordComponent") // A set.
record Example(Candidates candidates, int[] wanted) {}
