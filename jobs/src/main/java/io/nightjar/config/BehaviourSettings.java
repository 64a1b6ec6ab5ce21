package io.nightjar.config;

/**
 * What is made of how people behave.
 *
 * @param visits how clicks become visits
 * @param intent who buys soon
 * @param carts which carts are believed
 * @param answers what counts as an answer to a message
 * @param care who needs help
 */
public record BehaviourSettings(
        VisitSettings visits, IntentSettings intent, CartSettings carts, AnswerSettings answers, CareSettings care) {}
