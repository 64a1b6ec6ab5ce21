/** How good is a model: measures with their formula in sight, simple rules to beat, and the grade that decides. */
package io.nightjar.learn;
