/** The command line, and the night as a visible list of jobs. */
package io.nightjar.app;
