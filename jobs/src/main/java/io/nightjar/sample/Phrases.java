package io.nightjar.sample;

/** What customers write to the shop, in German and English; {@code %} stands for the product. */
final class Phrases {
    private static final String[][] COMPLAINT = {
        {
            "Das Produkt \"%\" ist nach zwei Tagen kaputt gegangen. Ich bin sehr enttäuscht!",
            "Schon wieder falsch geliefert: %. So geht das nicht, ich möchte mein Geld zurück.",
            "Die Qualität von % ist mangelhaft, die Verpackung war offen.\nBitte um Erstattung.",
            "Ich warte seit Wochen auf eine Antwort wegen %. Unmöglich!"
        },
        {
            "My % stopped working after two days. Very disappointed!",
            "You sent the wrong item again instead of %. I want a refund.",
            "The quality of % is poor and the box was open.\nPlease refund me.",
            "I have been waiting for weeks for an answer about %. Unacceptable."
        }
    };
    private static final String[][] DELIVERY = {
        {
            "Wo bleibt mein Paket? Bestellt hatte ich %.",
            "Wann wird % geliefert? Danke!",
            "Sendung mit % steckt fest, bitte prüfen."
        },
        {
            "Where is my parcel? I ordered %.",
            "When will % arrive? Thanks!",
            "My parcel with % seems stuck, please check."
        }
    };
    private static final String[][] GOOD = {
        {"% ist super, gerne wieder 👍", "Sehr zufrieden mit %.", "Schnelle Lieferung, % tut was es soll."},
        {"% is great, would buy again 👍", "Very happy with %.", "Fast delivery, % does what it should."}
    };
    private static final String[][] BAD = {
        {"% hält nicht, was es verspricht.", "Leider schlecht verarbeitet: %.", "Nie wieder %!"},
        {"% does not do what it promises.", "Poorly made, sadly: %.", "Never again %!"}
    };
    private static final String[][] QUESTION = {
        {"Passt % auch zu meinem alten Gerät?", "Haben Sie % noch einmal auf Lager?", "Wie pflege ich % richtig?"},
        {"Does % fit my old model?", "Will % be in stock again?", "How do I take care of %?"}
    };

    private Phrases() {}

    static String complaint(String product, boolean english, Dice dice) {
        return say(COMPLAINT, product, english, dice);
    }

    static String delivery(String product, boolean english, Dice dice) {
        return say(DELIVERY, product, english, dice);
    }

    static String review(String product, int stars, boolean english, Dice dice) {
        return say(stars >= 4 ? GOOD : BAD, product, english, dice);
    }

    static String question(String product, boolean english, Dice dice) {
        return say(QUESTION, product, english, dice);
    }

    private static String say(String[][] phrases, String product, boolean english, Dice dice) {
        return dice.pick(phrases[english ? 1 : 0]).replace("%", product);
    }
}
