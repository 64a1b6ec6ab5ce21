package io.nightjar.sample;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The days of the history and how good each is for business: weekends, pay days at the turn of the month, seasons.
 * Times are whole seconds since the first day's midnight, UTC.
 */
final class ShopCalendar {
    static final int DAY = 86_400;
    private static final ZoneId SHOP = ZoneId.of("Europe/Berlin");
    private static final double[] MONTHS = {0.80, 0.84, 0.95, 1.0, 1.02, 0.98, 0.92, 0.90, 0.98, 1.04, 1.22, 1.42};
    private static final double[] WEEKDAYS = {0.88, 0.86, 0.92, 0.98, 1.18, 1.34, 0.84};
    private static final double PAY_DAY = 1.35;
    private static final double OTHER_DAY = 0.90;
    private static final int MARGIN = 70;

    private final LocalDate firstDay;
    private final long firstSecond;
    private final int days;
    private final String[] isoDays;
    private final String[] germanDays;
    private final int[] offsets;
    private final int[] months;
    private final double[] dayWeights;

    ShopCalendar(LocalDate firstDay, LocalDate lastDay) {
        this.firstDay = firstDay;
        firstSecond = firstDay.toEpochDay() * DAY;
        this.days = (int) (lastDay.toEpochDay() - firstDay.toEpochDay()) + 1;
        int size = days + MARGIN;
        isoDays = new String[size];
        germanDays = new String[size];
        offsets = new int[size];
        months = new int[size];
        dayWeights = new double[size];
        DateTimeFormatter german = DateTimeFormatter.ofPattern("dd.MM.yyyy");
        for (int day = 0; day < size; day++) {
            LocalDate date = firstDay.plusDays(day);
            isoDays[day] = date.toString();
            germanDays[day] = german.format(date);
            offsets[day] = SHOP.getRules()
                    .getOffset(date.atTime(12, 0).toInstant(ZoneOffset.UTC))
                    .getTotalSeconds();
            months[day] = date.getMonthValue() - 1;
            dayWeights[day] = WEEKDAYS[date.getDayOfWeek().getValue() - 1] * payDayFactor(date);
        }
    }

    private static double payDayFactor(LocalDate date) {
        return date.getDayOfMonth() >= 26 || date.getDayOfMonth() <= 3 ? PAY_DAY : OTHER_DAY;
    }

    int days() {
        return days;
    }

    long end() {
        return (long) days * DAY;
    }

    long epochSecond(long at) {
        return firstSecond + at;
    }

    LocalDate date(long day) {
        return firstDay.plusDays(day);
    }

    int month(int day) {
        return months[day];
    }

    /** How eagerly people buy in this month, 1 on average. */
    double season(int day) {
        return MONTHS[months[Math.min(Math.max(day, 0), months.length - 1)]];
    }

    /** The best of the days around the planned one, with luck: weekends and pay days draw people. */
    int goodDayNear(int day, Dice dice) {
        for (int attempt = 0; attempt < 6; attempt++) {
            int candidate = day + dice.within(-3, 3);
            if (candidate >= 0 && candidate < dayWeights.length && dice.unit() * 1.81 < dayWeights[candidate]) {
                return candidate;
            }
        }
        return day;
    }

    /** Till hours, 9 to 20 local time; Sundays the tills rest, so the day before is taken. */
    long tillTime(int day, Dice dice) {
        int open = date(day).getDayOfWeek() == DayOfWeek.SUNDAY && day > 0 ? day - 1 : day;
        long local = 9 * 3600L + (long) (11 * 3600 * (dice.unit() + dice.unit()) / 2);
        return (long) open * DAY + local - offsets[open];
    }

    /** Evenings are the web's hours. */
    long webTime(int day, Dice dice) {
        double hour = dice.chance(0.6) ? 17 + 5.5 * (dice.unit() + dice.unit()) / 2 : 6 + 16 * dice.unit();
        return (long) day * DAY + (long) (hour * 3600) - 3600;
    }

    /** {@code 2025-06-03T12:22:10Z} */
    void iso(Rows rows, long at) {
        clock(rows.raw(isoDays[(int) (at / DAY)]).mark('T'), at % DAY);
        rows.mark('Z');
    }

    /** {@code 2025-06-03 12:22:10} */
    void plain(Rows rows, long at) {
        clock(rows.raw(isoDays[(int) (at / DAY)]).mark(' '), at % DAY);
    }

    private static void clock(Rows rows, long second) {
        rows.two(second / 3600).mark(':').two(second / 60 % 60).mark(':').two(second % 60);
    }

    /** {@code 03.06.2025 14:22}, in the shop's own time. */
    void german(Rows rows, long at) {
        long local = at + offsets[(int) (at / DAY)];
        long second = local % DAY;
        rows.raw(germanDays[(int) (local / DAY)])
                .mark(' ')
                .two(second / 3600)
                .mark(':')
                .two(second / 60 % 60);
    }
}
