package tams.ingest.contracts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * The way between civil time and the two scales of a wall-clock timeline: TAI, which counts every second, and UTC as
 * computers count it, which has no name for a leap second.
 *
 * <p>Exact to the nanosecond; nothing is smeared. An {@link Instant} cannot say 23:59:60, so the TAI second of a leap
 * second belongs to no instant: on the way back all of it becomes the midnight that follows, and time stands still rather
 * than go back. Before 1972 UTC ran at another rate; those instants, which only broken file times have, take the offset of
 * 1972.
 */
public final class LeapSeconds {

    /**
     * Until when the table is known to be whole: IERS Bulletin C 70 of July 2025, which announces no leap second, as the
     * IERS's {@code leap-seconds.list} puts it. A later bulletin that announces none moves this date by half a year, one that
     * announces one adds a line to the table.
     */
    public static final Instant EXPIRES = Instant.parse("2026-06-28T00:00:00Z");

    /** TAI − UTC in seconds from 1972-01-01 on, and of every earlier instant. */
    private static final int OFFSET_FIRST = 10;

    /** The midnights that follow a leap second, in seconds since 1970; each makes TAI − UTC one second more. */
    private static final long[] STEPS = Stream.of(
                    "1972-07-01",
                    "1973-01-01",
                    "1974-01-01",
                    "1975-01-01",
                    "1976-01-01",
                    "1977-01-01",
                    "1978-01-01",
                    "1979-01-01",
                    "1980-01-01",
                    "1981-07-01",
                    "1982-07-01",
                    "1983-07-01",
                    "1985-07-01",
                    "1988-01-01",
                    "1990-01-01",
                    "1991-01-01",
                    "1992-07-01",
                    "1993-07-01",
                    "1994-07-01",
                    "1996-01-01",
                    "1997-07-01",
                    "1999-01-01",
                    "2006-01-01",
                    "2009-01-01",
                    "2012-07-01",
                    "2015-07-01",
                    "2017-01-01")
            .mapToLong(day -> LocalDate.parse(day).toEpochDay() * 86_400)
            .toArray();

    private LeapSeconds() {}

    /** Whether there may be leap seconds by now that the table lacks; TAI times made from here on may be a second off. */
    public static boolean expired(Instant now) {
        return !now.isBefore(EXPIRES);
    }

    /** An instant on the TAI scale: seconds since 1970-01-01 00:00:00 TAI, as PTP and TAMS count them. */
    public static Timestamp taiOf(Instant instant) {
        return new Timestamp(
                instant.getEpochSecond() + OFFSET_FIRST + stepsBefore(instant.getEpochSecond()), instant.getNano());
    }

    /** An instant on the UTC scale: seconds since 1970 without leap seconds. */
    public static Timestamp utcOf(Instant instant) {
        return new Timestamp(instant.getEpochSecond(), instant.getNano());
    }

    /** The instant of a TAI time; the midnight after it for a time within a leap second. */
    public static Instant instantOfTai(Timestamp tai) {
        int steps = STEPS.length;
        while (steps > 0 && tai.seconds() - OFFSET_FIRST - steps < STEPS[steps - 1]) {
            steps--;
        }
        long second = tai.seconds() - OFFSET_FIRST - steps;
        boolean isLeapSecond = steps < STEPS.length && second >= STEPS[steps];
        return isLeapSecond ? Instant.ofEpochSecond(STEPS[steps]) : Instant.ofEpochSecond(second, tai.nanos());
    }

    /** The instant of a UTC time. */
    public static Instant instantOfUtc(Timestamp utc) {
        return Instant.ofEpochSecond(utc.seconds(), utc.nanos());
    }

    private static int stepsBefore(long second) {
        int steps = STEPS.length;
        while (steps > 0 && second < STEPS[steps - 1]) {
            steps--;
        }
        return steps;
    }
}
