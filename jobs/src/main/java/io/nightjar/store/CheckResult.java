package io.nightjar.store;

/**
 * One promise, checked.
 *
 * @param name what was checked, as {@code purchases.volume} or {@code rfm: key is unique}
 * @param observed value
 * @param allowed bounds in words
 * @param basis what the bounds rest on
 * @param severity {@code error} holds the night, {@code warning} is reported
 * @param result {@code pass} or {@code fail}
 */
public record CheckResult(String name, String observed, String allowed, String basis, String severity, String result) {
    public static final String PASS = "pass";
    public static final String FAIL = "fail";

    public static CheckResult passed(String name, Object observed, String allowed, String basis, String severity) {
        return new CheckResult(name, String.valueOf(observed), allowed, basis, severity, PASS);
    }

    public static CheckResult failed(String name, Object observed, String allowed, String basis, String severity) {
        return new CheckResult(name, String.valueOf(observed), allowed, basis, severity, FAIL);
    }

    public boolean isBroken() {
        return FAIL.equals(result);
    }

    public boolean isError() {
        return isBroken() && "error".equals(severity);
    }

    public String sentence() {
        return name + ": " + observed + " (" + allowed + (basis.isEmpty() ? "" : ", " + basis) + ")";
    }
}
