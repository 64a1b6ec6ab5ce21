/** How people feel in what they write: word lists by language, and the rules by which words turn each other. */
package io.nightjar.learn.tone;
