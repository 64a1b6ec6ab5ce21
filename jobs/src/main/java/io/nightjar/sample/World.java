package io.nightjar.sample;

import java.util.List;

/** What all people of one shop share. */
record World(long seed, long customers, ShopCalendar calendar, Catalogue catalogue, List<Campaign> campaigns) {
    static World of(SampleSettings settings) {
        ShopCalendar calendar = new ShopCalendar(settings.firstDay(), settings.lastDay());
        return new World(
                settings.seed(),
                settings.customers(),
                calendar,
                new Catalogue(settings.seed(), calendar.days()),
                Campaign.plan(settings.seed(), calendar));
    }
}
