package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/** What holds for the measurement of any bytes: it is there, it is the same in pieces of any size, and it is no nonsense. */
final class Sound {

    private Sound() {}

    /** Measures the bytes twice: at once, and in pieces that {@code pieces} chooses. */
    static void check(byte[] bytes, int pieces) {
        Measured whole = Media.measure(bytes);
        assertThat(Media.measure(bytes, new Random(pieces), 1 + pieces * 8)).isEqualTo(whole);
        if (whole instanceof Measurement measurement) {
            assertThat(measurement.warnings()).hasSizeLessThanOrEqualTo(Warnings.WARNINGS_MAX + 1);
            measurement.streams().forEach(Sound::check);
        } else if (whole instanceof Unmeasurable refusal) {
            assertThat(refusal.message()).isNotBlank();
        }
    }

    private static void check(Stream stream) {
        Long start = stream.startTicks();
        Long end = stream.endTicks();
        assertThat(start == null).as("edges of PID %d", stream.pid()).isEqualTo(end == null);
        if (start != null && end != null) {
            assertThat(end).as("end of PID %d", stream.pid()).isGreaterThan(start);
        }
        assertThat(stream.framesWithoutPts()).isBetween(0L, stream.frames());
        if (!stream.parts().isEmpty()) {
            assertThat(stream.parts().stream().mapToLong(Part::frames).sum()).isEqualTo(stream.frames());
        }
    }
}
