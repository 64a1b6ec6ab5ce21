package io.nightjar.config;

/**
 * Who needs help rather than an offer.
 *
 * @param lookBackDays signs older than this are forgotten, 1 to 3650
 * @param horizonDays whether people left or complained is judged on so many days, 1 to 3650
 * @param bigTicketShare products dearer than this share of all products are a big ticket, above 0 to below 1
 */
public record CareSettings(int lookBackDays, int horizonDays, double bigTicketShare) {
    public CareSettings {
        new Checks()
                .between("look-back-days", 1, 3650, lookBackDays)
                .between("horizon-days", 1, 3650, horizonDays)
                .that(
                        bigTicketShare > 0 && bigTicketShare < 1,
                        "big-ticket-share",
                        "must be above 0 and below 1 but is " + Checks.plain(bigTicketShare))
                .done();
    }
}
