/**
 * Takes the night's tables and lists to where others read them. Stages beside what is live, reads back, flips; never
 * overwrites.
 */
package io.nightjar.publish;
