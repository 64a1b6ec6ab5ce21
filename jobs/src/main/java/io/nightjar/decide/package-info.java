/**
 * Who is contacted tonight. Reads lists, triggers, scores and what was sent; makes {@code control_groups}, {@code
 * contact_plan} and {@code list_advice}.
 */
package io.nightjar.decide;
