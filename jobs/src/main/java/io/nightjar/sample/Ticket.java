package io.nightjar.sample;

/**
 * Something a customer started: a complaint, a question, a review.
 *
 * @param stars 1 to 5 for reviews, 0 otherwise
 * @param closedAt −1 while it is open
 */
record Ticket(
        String kind,
        String channel,
        long at,
        long closedAt,
        String customer,
        String email,
        String phone,
        String order,
        Product product,
        int stars,
        boolean isEnglish,
        String text) {}
