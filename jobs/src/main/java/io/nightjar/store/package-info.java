/** Where bytes live: reading exports, keeping tables. Everything that opens a file or a table goes through here. */
package io.nightjar.store;
