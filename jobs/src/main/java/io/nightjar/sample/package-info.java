/**
 * The sample shop: a seeded simulator of people and of the exports their shop would make of them. Reads nothing; makes
 * raw files of every source in a shop's own formats and, beside them in {@code truth/}, what is really so. It needs no
 * Spark, and its memory does not grow with the number of customers.
 */
package io.nightjar.sample;
