/**
 * The PostgreSQL warehouse. Reads the tables to be published; makes them partitions of the run's own, and moves one
 * pointer row behind the views that readers use.
 */
package io.nightjar.publish.postgres;
