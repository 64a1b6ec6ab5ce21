package io.nightjar.sample;

import io.nightjar.sample.Campaign.Channel;
import io.nightjar.sample.Dice.Stream;
import io.nightjar.sample.Papers.CustomerRecord;
import io.nightjar.sample.Person.UpliftKind;
import java.util.ArrayDeque;
import java.util.Deque;

/** The shop's messages to one person and what they change, which is what control groups are there to find out. */
final class Messages {
    private static final int FATIGUE_DAYS = 30;
    private static final int FREE_OF_FATIGUE = 2;
    private static final double TIRING = 0.72;

    /**
     * What a message did.
     *
     * @param orderInDays an order it brought, in so many days; 0 for none
     * @param delayDays days the next visit is put off
     * @param gone it drove the customer away
     */
    record Effect(int orderInDays, int delayDays, boolean gone) {
        static final Effect NONE = new Effect(0, 0, false);
    }

    /** A row of the contact export; times are −1 where it did not happen. */
    record Contact(
            Campaign campaign,
            CustomerRecord record,
            long sentAt,
            long deliveredAt,
            long openedAt,
            long clickedAt,
            long unsubscribedAt,
            boolean isControl) {}

    private final World world;
    private final Person person;
    private final Consents consents;
    private final Exports exports;
    private final Dice dice;
    private final double wantedness;
    private final Deque<Integer> recentDays = new ArrayDeque<>();

    Messages(World world, Person person, Consents consents, Exports exports, Dice dice) {
        this.world = world;
        this.person = person;
        this.consents = consents;
        this.exports = exports;
        this.dice = dice;
        wantedness = dice.between(0.5, 1.5);
    }

    boolean isMeantFor(Campaign campaign) {
        return consents.allows(campaign.channel()) && dice.chance(campaign.reach() * wantedness);
    }

    Effect send(Campaign campaign, CustomerRecord record, boolean isGone) {
        if (isControl(campaign)) {
            exports.contact(new Contact(campaign, record, campaign.at(), -1, -1, -1, -1, true), person, false, 0);
            return Effect.NONE;
        }
        double freshness = freshness(campaign.day());
        boolean isInteresting = campaign.topic() < 0 || person.taste().loves(campaign.topic());
        Effect effect = isGone ? Effect.NONE : effect(campaign, freshness, isInteresting);
        deliver(campaign, record, freshness, isInteresting, effect, isGone);
        return effect;
    }

    private boolean isControl(Campaign campaign) {
        long hash = Dice.mix(Dice.mix(world.seed(), Stream.HASH.salt()), Dice.mix(person.id(), campaign.number()));
        return Math.floorMod(hash, 1000) < Campaign.CONTROL_SHARE * 1000;
    }

    /** 1 when rested; every message beyond two in thirty days takes a good quarter of the rest. */
    private double freshness(int day) {
        while (!recentDays.isEmpty() && recentDays.peekFirst() < day - FATIGUE_DAYS) {
            recentDays.pollFirst();
        }
        int tired = Math.max(recentDays.size() - FREE_OF_FATIGUE, 0);
        recentDays.addLast(day);
        return StrictMath.pow(TIRING, tired);
    }

    private Effect effect(Campaign campaign, double freshness, boolean isInteresting) {
        if (person.reaction().kind() == UpliftKind.NEEDS_THE_AD) {
            double pull = (isInteresting ? 0.3 : 0.15) * freshness;
            return dice.chance(pull) ? new Effect(dice.within(1, 7), 0, false) : Effect.NONE;
        }
        if (person.reaction().kind() == UpliftKind.DO_NOT_DISTURB && campaign.channel() != Channel.ADS) {
            boolean isPutOff = dice.chance(0.35 / Math.max(freshness, 0.5));
            return isPutOff ? new Effect(0, dice.within(12, 35), dice.chance(0.025)) : Effect.NONE;
        }
        return Effect.NONE;
    }

    private void deliver(
            Campaign campaign,
            CustomerRecord record,
            double freshness,
            boolean isInteresting,
            Effect effect,
            boolean isGone) {
        long end = world.calendar().end();
        boolean isMail = campaign.channel() == Channel.EMAIL;
        boolean arrives = dice.chance(campaign.channel() == Channel.PHONE ? 0.45 : 0.975);
        long delivered = arrives ? campaign.at() + 2 + dice.below(600) : -1;
        double interest =
                (person.reaction().reads() ? 0.5 : 0.04) * freshness * (isInteresting ? 1.2 : 0.8) * (isGone ? 0.3 : 1);
        boolean isRead = arrives && isMail && (effect.orderInDays() > 0 ? dice.chance(0.9) : dice.chance(interest));
        boolean isOpenedByProgram = arrives && isMail && person.reaction().hasMailProxy();
        long readAt = isRead ? delivered + 300 + (long) dice.exponential(20_000) : -1;
        long opened = isOpenedByProgram ? delivered + 1 + dice.below(20) : readAt;
        boolean clicks = isRead && dice.chance(effect.orderInDays() > 0 ? 0.75 : isInteresting ? 0.16 : 0.06);
        long clicked = clicks ? readAt + 20 + dice.below(300) : -1;
        long unsubscribed = unsubscribes(freshness, isRead) ? readAt + 60 : -1;
        if (unsubscribed >= 0 && unsubscribed < end) {
            consents.change(Channel.EMAIL, false, unsubscribed, "unsubscribed");
        }
        Contact contact = new Contact(
                campaign,
                record,
                campaign.at(),
                within(delivered, end),
                within(opened, end),
                within(clicked, end),
                within(unsubscribed, end),
                false);
        exports.contact(contact, person, isRead, effect.orderInDays() > 0 ? 1 : effect.delayDays() > 0 ? -1 : 0);
    }

    private boolean unsubscribes(double freshness, boolean isRead) {
        double readiness = person.reaction().kind() == UpliftKind.DO_NOT_DISTURB ? 0.08 : 0.006;
        return isRead && dice.chance(readiness / Math.max(freshness, 0.3));
    }

    private static long within(long at, long end) {
        return at < end ? at : -1;
    }
}
