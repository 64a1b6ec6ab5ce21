package io.nightjar.config;

import java.util.List;

/**
 * Who is held out, so that it can be told what contacts change.
 *
 * @param listShare of each marketing list, 0 to 1
 * @param globalShare of all people: no marketing list contacts them, 0 to 1
 * @param salt another word draws other people
 * @param alpha chance of taking luck for an effect, above 0 and below 0.5
 * @param power chance of seeing an effect that is there, above 0.5 and below 1
 * @param detectableLift in the share of people who order that a list's control group is to detect, above 0 up to 1
 * @param deliverTo tools that get the held-out people too, since they hold out people of their own
 */
public record ControlSettings(
        double listShare,
        double globalShare,
        String salt,
        double alpha,
        double power,
        double detectableLift,
        List<String> deliverTo) {
    public ControlSettings {
        deliverTo = List.copyOf(deliverTo);
        new Checks()
                .between("list-share", 0.0, 1.0, listShare)
                .between("global-share", 0.0, 1.0, globalShare)
                .notBlank("salt", salt)
                .that(alpha > 0 && alpha < 0.5, "alpha", "must be above 0 and below 0.5 but is " + Checks.plain(alpha))
                .that(power > 0.5 && power < 1, "power", "must be above 0.5 and below 1 but is " + Checks.plain(power))
                .that(
                        detectableLift > 0 && detectableLift <= 1,
                        "detectable-lift",
                        "must be above 0 and not above 1 but is " + Checks.plain(detectableLift))
                .done();
    }
}
