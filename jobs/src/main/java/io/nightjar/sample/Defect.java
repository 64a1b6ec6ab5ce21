package io.nightjar.sample;

import java.util.function.UnaryOperator;

/** A way to make a broken line out of a good one; the good one stays in the file too. */
record Defect(DefectKind kind, UnaryOperator<String> breaking) {}
