package io.nightjar.config;

import java.util.Optional;

/**
 * Whom to contact about what, and how that is proved.
 *
 * @param triggerDirectory folder with one {@code name.conf} a trigger; absent: {@code triggers} beside the segments'
 * @param productMemoryDays a look at a product, or a cart with it, counts as wanting it for so many days, 1 or more
 * @param control who is held out
 * @param plan how often people may be contacted
 * @param receipts how lists of earlier days are judged
 */
public record DecideSettings(
        Optional<String> triggerDirectory,
        int productMemoryDays,
        ControlSettings control,
        PlanSettings plan,
        ReceiptSettings receipts) {
    public DecideSettings {
        new Checks().positive("product-memory-days", productMemoryDays).done();
    }
}
