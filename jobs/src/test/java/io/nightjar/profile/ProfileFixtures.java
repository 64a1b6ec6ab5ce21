package io.nightjar.profile;

import io.nightjar.config.Channel;
import io.nightjar.config.ConsentSettings;
import io.nightjar.config.ProfileSettings;
import java.util.List;

/** Settings as in the manual. */
final class ProfileFixtures {
    private static final List<Channel> DIRECT = List.of(Channel.EMAIL, Channel.SMS, Channel.PHONE, Channel.POST);
    static final ProfileSettings SETTINGS =
            new ProfileSettings(365, 5, 60, 4, 180, 5, 60, new ConsentSettings(DIRECT, List.of(Channel.ADS), DIRECT));

    private ProfileFixtures() {}
}
