package io.nightjar.publish.dialect;

import java.util.function.Function;

/**
 * A column as we write it.
 *
 * @param header exactly as the tool wants it
 * @param value what stands there; empty for nothing
 */
public record Column(String header, Function<Recipient, String> value) {}
