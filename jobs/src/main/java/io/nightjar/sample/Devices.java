package io.nightjar.sample;

import io.nightjar.sample.Dice.Stream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The browsers a person uses, one to three, and the cookies in them, which are thrown away now and then. */
final class Devices {
    /** One browser: whose it is, and after how many days its cookie is lost. */
    private record Browser(long owner, int number, int cookieDays, BitSet seen) {}

    private final World world;
    private final Person person;
    private final Truth truth;
    private final List<Browser> browsers = new ArrayList<>();

    private Devices(World world, Person person, Truth truth) {
        this.world = world;
        this.person = person;
        this.truth = truth;
    }

    static Devices of(World world, Person person, Truth truth) {
        Dice dice = Dice.of(world.seed(), Stream.VISITOR, person.id());
        Devices devices = new Devices(world, person, truth);
        double drawn = dice.unit();
        int count = drawn < 0.5 ? 1 : drawn < 0.87 ? 2 : 3;
        long owner = person.household().sharesDevice() ? person.household().number() : person.id();
        for (int i = 0; i < count; i++) {
            boolean isShared = i == 0 && person.household().sharesDevice();
            boolean losesCookies = dice.chance(0.3) && !isShared;
            int cookieDays = losesCookies ? dice.within(20, 120) : 0;
            devices.browsers.add(new Browser(i == 0 ? owner : person.id(), i, cookieDays, new BitSet()));
        }
        if (person.household().sharesDevice() && owner == person.id()) {
            devices.browsers.get(0).seen().set(0);
            truth.key("clickstream", Browsing.visitor(world.seed(), owner, 0, 0), person.key());
        }
        return devices;
    }

    int pick(Dice dice) {
        return dice.chance(0.65) ? 0 : dice.below(browsers.size());
    }

    String kind(int device) {
        return Browsing.device(browsers.get(device).owner(), device);
    }

    /** The cookie seen at this time; the first sight of each goes into the truth. */
    String visitor(int device, long at) {
        Browser browser = browsers.get(device);
        int cookie = browser.cookieDays() == 0 ? 0 : (int) (Math.max(at, 0) / ShopCalendar.DAY / browser.cookieDays());
        String visitor = Browsing.visitor(world.seed(), browser.owner(), browser.number(), cookie);
        boolean isShown = at >= 0 && at < world.calendar().end();
        if (isShown && browser.owner() == person.id() && !browser.seen().get(cookie)) {
            browser.seen().set(cookie);
            truth.key("clickstream", visitor, person.key());
        }
        return visitor;
    }
}
