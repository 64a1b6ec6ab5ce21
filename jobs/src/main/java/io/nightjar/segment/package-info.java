/**
 * Who is on which list tonight. Reads profiles and scores; makes {@code segment_members}, {@code segment_changes} and
 * {@code segments} from the rules in {@code conf/segments}.
 */
package io.nightjar.segment;
