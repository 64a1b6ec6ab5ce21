package io.nightjar.sample;

/** An event of the web shop's tracker. Mutable and short-lived: it is filled, sorted, written and dropped. */
final class Click {
    /** What was done; the words are the tracker's own. */
    enum Action {
        PAGE("pageview"),
        PRODUCT("pdp"),
        SEARCH("search"),
        CART_ADD("cart_add"),
        CART_REMOVE("cart_remove"),
        CHECKOUT("checkout"),
        ORDER("order"),
        DOWNLOAD("download"),
        LOGIN("login");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** Why something was put into the cart, and what became of it. */
    enum CartFate {
        NONE,
        BOUGHT,
        MEANT_BUT_LEFT,
        IDLE
    }

    /** What all events of a session have in common. */
    record Session(String id, String visitor, String login, String device, String referrer, String person) {}

    final long at;
    final Action action;
    final Session session;
    boolean isLoggedIn;
    Product product;
    String category;
    String query;
    String url;
    String order;
    int quantity;
    CartFate fate = CartFate.NONE;

    Click(long at, Action action, Session session, String url) {
        this.at = at;
        this.action = action;
        this.session = session;
        this.url = url;
    }
}
