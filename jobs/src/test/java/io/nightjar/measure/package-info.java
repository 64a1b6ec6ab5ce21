/** Programs that measure Nightjar from outside, one per figure, and what tests share with them; see scripts/measure. */
package io.nightjar.measure;
