package io.nightjar.schema;

import java.util.List;

/** Contacts that customers started, with the person they belong to; without their text. */
public final class PersonInteractions {
    public static final Field CUSTOMER_ID = IdentityLinks.CUSTOMER_ID;
    public static final Field OCCURRED_ON = PersonEvents.OCCURRED_ON;

    public static final Table TABLE = new Table(
            "person_interactions",
            List.of(),
            List.of(
                    CUSTOMER_ID,
                    Interactions.INTERACTION_ID,
                    OCCURRED_ON,
                    Interactions.KIND,
                    Interactions.CHANNEL,
                    Interactions.RATING,
                    Interactions.RESOLVED_AT));

    private PersonInteractions() {}
}
