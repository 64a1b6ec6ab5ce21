package io.nightjar.config;

/**
 * How often people may be contacted, and what a contact is worth.
 *
 * @param perWeek contacts of a person in 7 days at most, over all lists and channels, 0 or more
 * @param perMonth in 30 days, 0 or more
 * @param perNight planned for a person in one night at most, 0 or more
 * @param perTopic contacts of one topic in 30 days at most, 1 or more
 * @param repeatDays a segment does not contact a person again within so many days, 0 or more
 * @param quietAfterComplaintDays nothing but care and service, 0 or more
 * @param quietAfterReturnDays nothing but care and service, 0 or more
 * @param quietFromNeed who needs help from here on (0 to 100 in care_scores) gets nothing but care and service
 * @param marginShare of an order's value that stays in the shop, above 0 up to 1
 * @param maxLift what a message adds to the chance of an order within 30 days at most, where no uplift is known, 0 to 1
 * @param unknownChance of an order within 30 days of somebody of whom nothing is known, 0 to 1
 * @param careWorth of a care contact, in money, 0 or more
 * @param serviceWorth of a service contact, 0 or more
 * @param email terms of e-mail
 * @param sms of text messages
 * @param phone of calls
 * @param post of letters
 * @param ads of advertising
 */
public record PlanSettings(
        int perWeek,
        int perMonth,
        int perNight,
        int perTopic,
        int repeatDays,
        int quietAfterComplaintDays,
        int quietAfterReturnDays,
        double quietFromNeed,
        double marginShare,
        double maxLift,
        double unknownChance,
        double careWorth,
        double serviceWorth,
        ChannelTerms email,
        ChannelTerms sms,
        ChannelTerms phone,
        ChannelTerms post,
        ChannelTerms ads) {
    public PlanSettings {
        new Checks()
                .notNegative("per-week", perWeek)
                .notNegative("per-month", perMonth)
                .notNegative("per-night", perNight)
                .positive("per-topic", perTopic)
                .notNegative("repeat-days", repeatDays)
                .notNegative("quiet-after-complaint-days", quietAfterComplaintDays)
                .notNegative("quiet-after-return-days", quietAfterReturnDays)
                .that(
                        marginShare > 0 && marginShare <= 1,
                        "margin-share",
                        "must be above 0 and not above 1 but is " + Checks.plain(marginShare))
                .between("quiet-from-need", 0.0, 1000.0, quietFromNeed)
                .between("unknown-chance", 0.0, 1.0, unknownChance)
                .between("max-lift", 0.0, 1.0, maxLift)
                .notNegative("care-worth", careWorth)
                .notNegative("service-worth", serviceWorth)
                .done();
    }

    /** Terms of a channel. */
    public ChannelTerms of(Channel channel) {
        return switch (channel) {
            case EMAIL -> email;
            case SMS -> sms;
            case PHONE -> phone;
            case POST -> post;
            case ADS -> ads;
        };
    }
}
