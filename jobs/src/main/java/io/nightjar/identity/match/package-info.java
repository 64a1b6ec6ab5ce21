/**
 * Which records are the same person, without labels: standardised values, candidate pairs by blocking, comparison
 * levels, Fellegi-Sunter weights learned by EM, and clusters. Plain Java over primitive arrays; Spark only brings the
 * rows.
 */
package io.nightjar.identity.match;
