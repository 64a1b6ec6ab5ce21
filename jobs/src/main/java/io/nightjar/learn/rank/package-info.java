/**
 * What each person buys next, over primitive arrays: a person's own rhythm, what is bought together, people alike, taste
 * and popularity, weighed by what the shop's own last weeks teach. Knows no Spark table.
 */
package io.nightjar.learn.rank;
