/**
 * Settings: what a night may be told, with every mistake in the files found before anything else starts.
 *
 * <p>Reads {@code reference.conf} of the jar (the manual), the files given in {@code conf/}, the environment and the
 * command line. Makes {@link io.nightjar.config.Settings}, records that check themselves, and segment definitions. A
 * new setting is one line in {@code reference.conf} and one component of a record: its key is the component's name in
 * kebab-case.
 */
package io.nightjar.config;
