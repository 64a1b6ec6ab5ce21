/** Sequences of steps and what follows them; shares of few cases drawn towards those of many. */
package io.nightjar.learn.sequence;
