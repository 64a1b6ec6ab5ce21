package io.nightjar.app;

/** A named moment of the night at which tests make the machine die, to see that nothing half-done is left. */
final class FaultPoint {
    private static final String HALT_AT = "nightjar.test.halt-at";
    private static final int KILLED = 137;

    private FaultPoint() {}

    static void hit(String name) {
        if (name.equals(System.getProperty(HALT_AT))) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
