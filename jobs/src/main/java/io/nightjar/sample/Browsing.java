package io.nightjar.sample;

import io.nightjar.sample.Click.Action;
import io.nightjar.sample.Click.CartFate;
import io.nightjar.sample.Click.Session;
import io.nightjar.sample.Dice.Stream;
import io.nightjar.sample.Order.Line;
import java.util.List;
import java.util.Locale;

/**
 * Walks through the web shop. Those who mean it search, look twice at the same product, read reviews and delivery terms
 * and then fill the cart; those who dream click the cart after one short look, and more things at once.
 */
final class Browsing {
    private static final String[] REFERRERS = {"direct", "google", "bing", "social", "newsletter", "price-portal"};
    private static final String[] DEVICES = {"mobile", "desktop", "tablet"};

    private final ShopCalendar calendar;
    private final Clicks clicks;
    private final Dice dice;

    Browsing(ShopCalendar calendar, Clicks clicks, Dice dice) {
        this.calendar = calendar;
        this.clicks = clicks;
        this.dice = dice;
    }

    /** A browser as the tracker sees it: a cookie, thrown away now and then. */
    static String visitor(long seed, long person, int device, int cookie) {
        long mixed = Dice.mix(Dice.mix(seed, Stream.VISITOR.salt()), Dice.mix(person, device * 1000L + cookie));
        return Long.toHexString(mixed | 0x1000_0000_0000_0000L);
    }

    static String device(long person, int device) {
        return DEVICES[Math.floorMod(Dice.mix(person, device), DEVICES.length)];
    }

    Session session(String visitor, String device, String login, String person) {
        return session(visitor, device, login, person, dice.pick(REFERRERS));
    }

    Session session(String visitor, String device, String login, String person, String referrer) {
        return new Session(Long.toHexString(dice.bits() >>> 20), visitor, login, device, referrer, person);
    }

    private Click click(Session session, long at, Action action, boolean loggedIn, String url) {
        Click click = new Click(at, action, session, url);
        click.isLoggedIn = loggedIn;
        clicks.add(click);
        return click;
    }

    private long look(Session session, long at, Product product, boolean loggedIn, String tab) {
        Click click = click(session, at, Action.PRODUCT, loggedIn, "/p/" + product.id() + tab);
        click.product = product;
        click.category = category(product);
        return at + 15 + (long) dice.exponential(50);
    }

    private void cart(
            Session session, long at, Product product, Action action, int quantity, boolean loggedIn, CartFate fate) {
        Click click = click(session, at, action, loggedIn, "/cart");
        click.product = product;
        click.category = category(product);
        click.quantity = quantity;
        click.fate = fate;
    }

    private long search(Session session, long at, Product product, boolean loggedIn) {
        Click click = click(session, at, Action.SEARCH, loggedIn, "/search");
        String[] words = product.name().toLowerCase(Locale.ROOT).split(" ");
        click.query = dice.chance(0.5) ? words[words.length - 1] : shelf(product);
        return at + 8 + (long) dice.exponential(20);
    }

    private static String category(Product product) {
        return Assortment.CATEGORIES.get(product.category()).name();
    }

    private static String shelf(Product product) {
        return Assortment.SHELVES.get(product.shelf()).name().toLowerCase(Locale.ROOT);
    }

    /** Looks around without buying, perhaps with a click on the cart that leads nowhere. */
    void idle(Session session, long start, double logsIn, double dreams, Shopping shopping) {
        long at = start;
        boolean loggedIn = !session.login().isEmpty() && dice.chance(logsIn);
        if (dice.chance(0.7)) {
            click(session, at, Action.PAGE, false, "/");
            at += 6 + (long) dice.exponential(15);
        }
        if (loggedIn) {
            click(session, at, Action.LOGIN, true, "/login");
            at += 9;
        }
        boolean fillsCart = dice.chance(dreams);
        for (int i = dice.poisson(1.6) + 1; i > 0; i--) {
            Product product = shopping.curiosity((int) (at / ShopCalendar.DAY));
            if (dice.chance(0.15)) {
                at = search(session, at, product, loggedIn);
            } else if (dice.chance(0.3)) {
                Click page = click(
                        session,
                        at,
                        Action.PAGE,
                        loggedIn,
                        "/c/" + category(product).toLowerCase(Locale.ROOT));
                page.category = category(product);
                at += 5 + (long) dice.exponential(15);
            }
            at = look(session, at, product, loggedIn, "");
            if (fillsCart && dice.chance(0.8)) {
                cart(session, at, product, Action.CART_ADD, 1, loggedIn, CartFate.IDLE);
                at += 4 + (long) dice.exponential(12);
                if (dice.chance(0.18)) {
                    cart(session, at, product, Action.CART_REMOVE, 1, loggedIn, CartFate.NONE);
                    at += 5;
                }
            }
        }
    }

    /** Looks at what will be bought later, here or at a till. */
    void research(Session session, long start, List<Line> lines, boolean leavesCart) {
        long at = start;
        Product product = lines.get(0).product();
        if (dice.chance(0.6)) {
            at = search(session, at, product, false);
        }
        at = look(session, at, product, false, "");
        if (dice.chance(0.7)) {
            at = look(session, at, product, false, "?tab=reviews");
        }
        if (dice.chance(0.4)) {
            at = look(session, at, product, false, "?tab=delivery");
        }
        if (leavesCart) {
            cart(session, at, product, Action.CART_ADD, 1, false, CartFate.MEANT_BUT_LEFT);
        }
    }

    /** Buys: the session ends with the order. Returns nothing, because the order was decided before. */
    void buy(Session session, Order order) {
        boolean loggedIn = !session.login().isEmpty();
        long at = Math.max(order.at() - 420 - 90L * order.lines().size(), 0);
        if (loggedIn) {
            click(session, at, Action.LOGIN, true, "/login");
            at += 10;
        }
        long pace = Math.max((order.at() - 60 - at) / order.lines().size(), 3);
        for (Line line : order.lines()) {
            long step = at;
            if (dice.chance(0.35)) {
                step = Math.min(search(session, step, line.product(), loggedIn), at + pace - 2);
            }
            look(session, step, line.product(), loggedIn, dice.chance(0.3) ? "?tab=reviews" : "");
            cart(session, at + pace - 1, line.product(), Action.CART_ADD, line.quantity(), loggedIn, CartFate.BOUGHT);
            at += pace;
        }
        click(session, order.at() - 40, Action.CHECKOUT, loggedIn, "/checkout");
        Click bought = click(session, order.at(), Action.ORDER, loggedIn, "/thanks");
        bought.order = order.id();
    }

    /** Fetches the manual of a product bought before. */
    void download(Session session, long at, Product product) {
        Click click = click(session, at, Action.DOWNLOAD, dice.chance(0.5), "/docs/" + product.id() + ".pdf");
        click.product = product;
        click.category = category(product);
    }

    long timeOn(int day) {
        return calendar.webTime(day, dice);
    }
}
