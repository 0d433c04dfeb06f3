package tams.ingest.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeapSecondsTest {

    private static final long NTP_TO_1970 = 2_208_988_800L;

    @ParameterizedTest
    @CsvSource({
        "1972-07-01, 11", "1973-01-01, 12", "1974-01-01, 13", "1975-01-01, 14", "1976-01-01, 15", "1977-01-01, 16",
        "1978-01-01, 17", "1979-01-01, 18", "1980-01-01, 19", "1981-07-01, 20", "1982-07-01, 21", "1983-07-01, 22",
        "1985-07-01, 23", "1988-01-01, 24", "1990-01-01, 25", "1991-01-01, 26", "1992-07-01, 27", "1993-07-01, 28",
        "1994-07-01, 29", "1996-01-01, 30", "1997-07-01, 31", "1999-01-01, 32", "2006-01-01, 33", "2009-01-01, 34",
        "2012-07-01, 35", "2015-07-01, 36", "2017-01-01, 37"
    })
    void addsASecondAtEveryStepAndStandsStillWithinIt(String day, int offset) {
        Instant midnight = Instant.parse(day + "T00:00:00Z");
        Instant before = midnight.minusNanos(1);
        Timestamp after = new Timestamp(midnight.getEpochSecond() + offset, 0);

        assertThat(LeapSeconds.taiOf(midnight)).isEqualTo(after);
        assertThat(LeapSeconds.taiOf(before))
                .isEqualTo(new Timestamp(before.getEpochSecond() + offset - 1, 999_999_999));
        assertThat(LeapSeconds.instantOfTai(LeapSeconds.taiOf(before))).isEqualTo(before);
        assertThat(LeapSeconds.instantOfTai(after)).isEqualTo(midnight);
        assertThat(List.of(Timestamp.ofNanos(1), Timestamp.ofNanos(500_000_000), Timestamp.ofSeconds(1)))
                .allSatisfy(back ->
                        assertThat(LeapSeconds.instantOfTai(after.minus(back))).isEqualTo(midnight));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T21:47:25.123456789Z, 1795384082:123456789",
        "1972-01-01T00:00:00Z, 63072010:0",
        "1971-12-31T23:59:59.999999999Z, 63072009:999999999",
        "1970-01-01T00:00:00Z, 10:0",
        "2101-01-01T00:00:00Z, 4133980837:0"
    })
    void countsTaiSecondsSince1970(String instant, String tai) {
        assertThat(LeapSeconds.taiOf(Instant.parse(instant))).isEqualTo(Timestamp.parse(tai));
    }

    /** Goal: nothing is lost either way. Method: instants by seed, half of them within seconds of a step. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void comesBackToTheSameInstant(long seed) {
        Random random = new Random(seed);
        long previous = 1_483_228_800L;
        for (int i = 0; i < 2_000; i++) {
            long second = random.nextBoolean() ? random.nextLong(-1_000_000_000L, 4_102_444_800L) : previous;
            Instant instant = Instant.ofEpochSecond(second + random.nextInt(5) - 2, random.nextInt(1_000_000_000));

            assertThat(LeapSeconds.instantOfTai(LeapSeconds.taiOf(instant))).isEqualTo(instant);
            assertThat(LeapSeconds.instantOfUtc(LeapSeconds.utcOf(instant))).isEqualTo(instant);
            assertThat(LeapSeconds.taiOf(instant.plusNanos(1))).isGreaterThan(LeapSeconds.taiOf(instant));
        }
    }

    @Test
    void saysWhenTheTableMayBeOutOfDate() {
        assertThat(LeapSeconds.expired(Instant.parse("2026-06-27T23:59:59Z"))).isFalse();
        assertThat(LeapSeconds.expired(LeapSeconds.EXPIRES)).isTrue();
    }

    @Test
    void agreesWithTheSystemsListUpToItsOwnEnd() throws IOException {
        Path list = Path.of("/usr/share/zoneinfo/leap-seconds.list");
        assumeTrue(Files.isReadable(list), "this system has no " + list);

        List<String[]> lines = Files.readAllLines(list).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.trim().split("\\s+"))
                .toList();

        assertThat(lines).allSatisfy(line -> {
            Instant from = Instant.ofEpochSecond(Long.parseLong(line[0]) - NTP_TO_1970);
            assertThat(LeapSeconds.taiOf(from).seconds() - from.getEpochSecond())
                    .isEqualTo(Long.parseLong(line[1]));
        });
    }
}
