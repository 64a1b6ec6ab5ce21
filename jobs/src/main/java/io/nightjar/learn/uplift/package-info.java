/**
 * What a message changes: learners of the difference it makes for each person, measured by how well they order people
 * (Qini), and the groups for whom it is known with confidence.
 */
package io.nightjar.learn.uplift;
