/** Every table once: its grain, key and columns. No Java outside this package spells a table's column name. */
package io.nightjar.schema;
