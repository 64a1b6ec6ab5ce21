/** Which records hang together, by links. */
package io.nightjar.identity.graph;
