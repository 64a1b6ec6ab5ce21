package io.nightjar.publish.dialect;

import java.util.Optional;

/** What a value that is there must look like. */
@FunctionalInterface
public interface Shape {
    Optional<Complaint> complaint(String value);
}
