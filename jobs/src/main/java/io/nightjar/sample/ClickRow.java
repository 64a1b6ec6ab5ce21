package io.nightjar.sample;

/** A row of the tracker's Parquet file, reused for every event; null where it has nothing to say. */
final class ClickRow {
    String eventId;
    String visitorId;
    String userId;
    long micros;
    String type;
    String sku;
    String category;
    String query;
    String url;
    String orderNo;
    String device;
    String referrer;
    String sessionId;
    int quantity;
    double price;

    void set(Click click, String id, long epochSecond) {
        Product product = click.product;
        eventId = id;
        visitorId = click.session.visitor();
        userId = click.isLoggedIn ? click.session.login() : null;
        micros = epochSecond * 1_000_000 + Math.floorMod(epochSecond * 7919, 1000) * 1000L;
        type = click.action.word();
        sku = product == null ? null : product.id();
        category = click.category;
        query = click.query;
        url = click.url;
        orderNo = click.order;
        device = click.session.device();
        referrer = click.session.referrer();
        sessionId = click.session.id();
        quantity = click.quantity;
        price = product == null ? -1 : product.price() / 100.0;
    }
}
