/**
 * Where things are kept: the work area with its committed tables, run manifests and lock, on any Hadoop file system.
 * Spark reads and writes files only here.
 */
package io.nightjar.store;
