package io.nightjar.sample;

import io.nightjar.sample.Dice.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A mailing to many people.
 *
 * @param topic category it is about; −1 for the shop as a whole
 * @param at when it goes out
 * @param reach share of the permitted people it is meant for
 */
record Campaign(int number, String name, Channel channel, int topic, long at, double reach) {
    /** Planned for the campaign but left out, to see what happens without. */
    static final double CONTROL_SHARE = 0.2;

    /** How a message travels; the order is that of the opt-ins in the customer export. */
    enum Channel {
        EMAIL("email"),
        SMS("sms"),
        PHONE("phone"),
        POST("post"),
        ADS("ads");

        private final String word;

        Channel(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** A campaign every four to seven days, two in three by e-mail. */
    static List<Campaign> plan(long seed, ShopCalendar calendar) {
        Dice dice = Dice.of(seed, Stream.CAMPAIGNS, 0);
        List<Campaign> plan = new ArrayList<>();
        for (int day = 2 + dice.below(3); day < calendar.days(); day += dice.within(4, 7)) {
            Channel channel = channel(dice);
            int topic = dice.chance(0.75) ? topicOfSeason(calendar.month(day), dice) : -1;
            String about =
                    topic < 0 ? "shop" : Assortment.CATEGORIES.get(topic).name().toLowerCase(Locale.ROOT);
            long at = (long) day * ShopCalendar.DAY + dice.within(8, 16) * 3600L;
            String name = calendar.date(day) + "-" + about + "-" + channel.word();
            plan.add(new Campaign(plan.size(), name, channel, topic, at, dice.between(0.35, 0.75)));
        }
        return List.copyOf(plan);
    }

    private static Channel channel(Dice dice) {
        double drawn = dice.unit();
        if (drawn < 0.66) {
            return Channel.EMAIL;
        }
        if (drawn < 0.8) {
            return Channel.SMS;
        }
        return drawn < 0.9 ? Channel.POST : drawn < 0.95 ? Channel.ADS : Channel.PHONE;
    }

    private static int topicOfSeason(int month, Dice dice) {
        int topic = dice.below(Assortment.CATEGORIES.size());
        int other = dice.below(Assortment.CATEGORIES.size());
        return Tastes.season(topic, month) >= Tastes.season(other, month) ? topic : other;
    }

    int day() {
        return (int) (at / ShopCalendar.DAY);
    }
}
