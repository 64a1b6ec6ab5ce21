/** Promises about tables, checked in one pass over what was written. */
package io.nightjar.quality;
