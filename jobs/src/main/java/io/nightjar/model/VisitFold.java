package io.nightjar.model;

import io.nightjar.config.VisitSettings;
import io.nightjar.job.Portions;
import io.nightjar.learn.sequence.Step;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.Sessions;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Makes visits of clicks that come sorted by visitor, the tracker's session, day and moment: a visit is written down
 * when the first click of the next one comes.
 */
final class VisitFold implements Serializable {
    /** Moment at which the person had last looked at the same product. */
    static final String LOOKED_BEFORE = "looked_before";

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;
    private static final long RETURN_MILLIS = 30L * 86_400_000;
    private static final long MINUTE = 60_000;

    private final long gapMillis;
    private final StructType type;
    private final Pattern support;
    private final Pattern giveBack;
    private final Pattern research;

    /** @param type of the clicks */
    VisitFold(VisitSettings settings, StructType type) {
        gapMillis = settings.gapMinutes() * MINUTE;
        this.type = type;
        support = Pattern.compile(settings.supportPages());
        giveBack = Pattern.compile(settings.returnPages());
        research = Pattern.compile(settings.researchPages());
    }

    Iterator<Row> visits(Iterator<Row> clicks) {
        return new Portions(clicks, ahead -> List.of(visit(ahead).row()));
    }

    private Visit visit(Portions.Ahead clicks) {
        Visit visit = new Visit(clicks.peek());
        while (clicks.peek() != null && visit.goesOnWith(clicks.peek())) {
            visit.add(clicks.take());
        }
        return visit;
    }

    /** A visit as far as its clicks are known. */
    private final class Visit {
        private final String visitor;
        private final String tracked;
        private final Date day;
        private final Timestamp start;
        private final String referrer;
        private final Map<Step, Long> steps = new HashMap<>();
        private final StringBuilder letters = new StringBuilder();
        private final Set<String> viewed = new HashSet<>();
        private final Set<String> returned = new HashSet<>();
        private final Map<String, BigDecimal> cart = new TreeMap<>();
        private String person;
        private String device;
        private Timestamp end;
        private long events;
        private long views;
        private String words;
        private BigDecimal dearest;
        private Timestamp cartAt;
        private String cartEvent;
        private boolean isPaying;

        Visit(Row first) {
            visitor = text(first, Clickstream.VISITOR_ID.name());
            tracked = text(first, Clickstream.SESSION_ID.name());
            day = first.getDate(type.fieldIndex(PersonEvents.OCCURRED_ON.name()));
            start = at(first);
            end = start;
            referrer = text(first, Clickstream.REFERRER.name());
        }

        boolean goesOnWith(Row click) {
            return visitor.equals(text(click, Clickstream.VISITOR_ID.name()))
                    && Objects.equals(tracked, text(click, Clickstream.SESSION_ID.name()))
                    && day.equals(click.getDate(type.fieldIndex(PersonEvents.OCCURRED_ON.name())))
                    && (tracked != null || at(click).getTime() - end.getTime() <= gapMillis);
        }

        void add(Row click) {
            end = at(click);
            events++;
            person = text(click, PersonEvents.CUSTOMER_ID.name());
            String told = text(click, Clickstream.DEVICE.name());
            device = told == null ? device : told;
            Step step = step(click);
            steps.merge(step, 1L, Long::sum);
            if (letters.isEmpty() || letters.charAt(letters.length() - 1) != step.letter()) {
                letters.append(step.letter());
            }
            switch (step) {
                case CART -> putIn(click);
                case REMOVED -> cart.remove(text(click, Clickstream.PRODUCT_ID.name()));
                case CHECKOUT -> isPaying = true;
                case BOUGHT -> {
                    isPaying = false;
                    cart.clear();
                }
                default -> {}
            }
        }

        private Step step(Row click) {
            return switch (text(click, Clickstream.EVENT_TYPE.name())) {
                case "purchase" -> Step.BOUGHT;
                case "checkout" -> Step.CHECKOUT;
                case "add_to_cart" -> Step.CART;
                case "remove_from_cart" -> Step.REMOVED;
                case "document_download" -> Step.DOCUMENT;
                case "login" -> Step.LOGIN;
                case "search" -> searched(click);
                case "product_view" -> looked(click);
                default -> page(click, Step.PAGE);
            };
        }

        private Step searched(Row click) {
            String said = text(click, Clickstream.SEARCH_TERMS.name());
            String now = said == null ? "" : said.strip().toLowerCase(Locale.ROOT);
            boolean isRefined = words != null && !words.equals(now);
            words = now;
            return isRefined ? Step.REFINED : Step.SEARCH;
        }

        private Step looked(Row click) {
            views++;
            BigDecimal price = number(click, Clickstream.PRICE.name());
            dearest = price == null || (dearest != null && dearest.compareTo(price) >= 0) ? dearest : price;
            String product = text(click, Clickstream.PRODUCT_ID.name());
            Step step = Step.PRODUCT;
            if (product != null && !viewed.add(product)) {
                step = Step.AGAIN;
            } else if (product != null && isReturn(click)) {
                returned.add(product);
                step = Step.RETURNED;
            }
            return page(click, step);
        }

        private boolean isReturn(Row click) {
            int before = type.fieldIndex(LOOKED_BEFORE);
            return !click.isNullAt(before)
                    && at(click).getTime() - click.getTimestamp(before).getTime() <= RETURN_MILLIS;
        }

        private Step page(Row click, Step otherwise) {
            String url = text(click, Clickstream.URL.name());
            if (url == null) {
                return otherwise;
            }
            return giveBack.matcher(url).find()
                    ? Step.GIVE_BACK
                    : support.matcher(url).find()
                            ? Step.HELP
                            : research.matcher(url).find() ? Step.RESEARCH : otherwise;
        }

        private void putIn(Row click) {
            String product = text(click, Clickstream.PRODUCT_ID.name());
            if (product == null) {
                return;
            }
            BigDecimal price = number(click, Clickstream.PRICE.name());
            BigDecimal quantity = number(click, Clickstream.QUANTITY.name());
            BigDecimal worth = price == null ? BigDecimal.ZERO : quantity == null ? price : price.multiply(quantity);
            cart.merge(product, worth, BigDecimal::add);
            cartAt = at(click);
            cartEvent = text(click, Clickstream.EVENT_ID.name());
        }

        Row row() {
            boolean isLeft = !cart.isEmpty();
            String path = letters.substring(Math.max(0, letters.length() - LONGEST));
            Map<String, Object> values = new HashMap<>();
            values.put(Clickstream.VISITOR_ID.name(), visitor);
            values.put(Clickstream.SESSION_ID.name(), tracked == null ? String.valueOf(start.getTime()) : tracked);
            values.put(Sessions.VISITED_ON.name(), day);
            values.put(Sessions.CUSTOMER_ID.name(), person);
            values.put(Sessions.STARTED_AT.name(), start);
            values.put(Sessions.ENDED_AT.name(), end);
            values.put(Clickstream.DEVICE.name(), device);
            values.put(Sessions.REFERRER_KIND.name(), Referrers.kind(referrer));
            values.put(Sessions.STEPS.name(), path);
            values.put(Sessions.EVENT_COUNT.name(), events);
            values.put(Sessions.PRODUCT_VIEW_COUNT.name(), views);
            values.put(Sessions.VIEWED_PRODUCT_COUNT.name(), (long) viewed.size());
            values.put(Sessions.RETURNED_PRODUCT_COUNT.name(), (long) returned.size());
            values.put(Sessions.RESEARCH_COUNT.name(), count(Step.RESEARCH));
            values.put(Sessions.SEARCH_COUNT.name(), count(Step.SEARCH) + count(Step.REFINED));
            values.put(Sessions.REFINEMENT_COUNT.name(), count(Step.REFINED));
            values.put(Sessions.CART_ADD_COUNT.name(), count(Step.CART));
            values.put(Sessions.CART_REMOVE_COUNT.name(), count(Step.REMOVED));
            values.put(Sessions.CHECKOUT_COUNT.name(), count(Step.CHECKOUT));
            values.put(Sessions.HAS_FAILED_CHECKOUT.name(), isPaying);
            values.put(Sessions.PURCHASE_COUNT.name(), count(Step.BOUGHT));
            values.put(Sessions.DOWNLOAD_COUNT.name(), count(Step.DOCUMENT));
            values.put(Sessions.SUPPORT_PAGE_COUNT.name(), count(Step.HELP));
            values.put(Sessions.LOGIN_COUNT.name(), count(Step.LOGIN));
            values.put(Sessions.DEAREST_AMOUNT.name(), money(dearest));
            values.put(Sessions.CART_PRODUCTS.name(), cart.keySet().toArray(String[]::new));
            values.put(Sessions.CART_AMOUNT.name(), isLeft ? money(worth()) : null);
            values.put(Sessions.CART_AT.name(), isLeft ? cartAt : null);
            values.put(Sessions.CART_EVENT_ID.name(), isLeft ? cartEvent : null);
            values.put(Sessions.PURPOSE.name(), purpose());
            List<Object> ordered = new ArrayList<>();
            Sessions.TABLE.names().forEach(name -> ordered.add(values.get(name)));
            return RowFactory.create(ordered.toArray());
        }

        private BigDecimal worth() {
            return cart.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private long count(Step step) {
            return steps.getOrDefault(step, 0L);
        }

        /** What they came for, the plainest sign first; a visit without any has none. */
        private String purpose() {
            if (count(Step.CHECKOUT) + count(Step.BOUGHT) > 0) {
                return "buy";
            }
            if (count(Step.GIVE_BACK) > 0) {
                return "return";
            }
            if (count(Step.HELP) + count(Step.DOCUMENT) > 0 && count(Step.CART) == 0) {
                return "support";
            }
            if (count(Step.CART) > 0 && count(Step.RESEARCH) + returned.size() > 0) {
                return "buy";
            }
            if (Referrers.PRICE_PORTAL.equals(Referrers.kind(referrer)) && viewed.size() <= 2) {
                return "price_check";
            }
            return views > 1 || count(Step.RESEARCH) > 0 ? "compare" : null;
        }
    }

    private static BigDecimal money(BigDecimal amount) {
        return amount == null ? null : amount.setScale(2, RoundingMode.HALF_UP);
    }

    private Timestamp at(Row click) {
        return click.getTimestamp(type.fieldIndex(Clickstream.OCCURRED_AT.name()));
    }

    private String text(Row click, String column) {
        return click.getString(type.fieldIndex(column));
    }

    private BigDecimal number(Row click, String column) {
        return click.getDecimal(type.fieldIndex(column));
    }
}
