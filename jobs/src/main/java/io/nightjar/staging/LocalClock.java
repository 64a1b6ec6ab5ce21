package io.nightjar.staging;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.regex.Pattern;

/** Knows which local times a zone's clock changes skip or repeat. */
final class LocalClock implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Pattern NAMES_ZONE = Pattern.compile(
            "(:\\d{2}([.,]\\d+)?\\s*[+-]\\d{2}(:?\\d{2})?|\\d\\s*[a-z]{1,4}|])\\s*$", Pattern.CASE_INSENSITIVE);
    private static final Pattern HALF_OF_DAY = Pattern.compile("[ap]m\\s*$", Pattern.CASE_INSENSITIVE);

    private final ZoneId zone;

    LocalClock(ZoneId zone) {
        this.zone = zone;
    }

    boolean changes() {
        return !zone.getRules().isFixedOffset();
    }

    /**
     * Whether the moment is a guess: the text spells a local time that did not exist, or existed twice, and no zone.
     *
     * @param micros the moment the text was read as, in microseconds since 1970
     */
    boolean isDoubtful(long micros, String text) {
        Instant moment = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        ZoneRules rules = zone.getRules();
        LocalDateTime local = LocalDateTime.ofInstant(moment, rules.getOffset(moment));
        if (rules.getValidOffsets(local).size() > 1) {
            return spells(text, local);
        }
        ZoneOffsetTransition last = rules.previousTransition(moment.plusNanos(1));
        boolean isJustMoved = last != null
                && last.isGap()
                && moment.isBefore(last.getInstant().plus(last.getDuration()));
        return isJustMoved && spells(text, local.minus(last.getDuration()));
    }

    private static boolean spells(String text, LocalDateTime local) {
        boolean isZoned =
                NAMES_ZONE.matcher(text).find() && !HALF_OF_DAY.matcher(text).find();
        String minute = String.format(Locale.ROOT, "%02d", local.getMinute());
        return !isZoned
                && (text.contains(local.getHour() + ":" + minute)
                        || text.contains(local.getHour() + "." + minute)
                        || text.contains(local.getHour() + minute));
    }
}
