package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.mpegts.Media.adts;
import static tams.ingest.mpegts.Media.join;
import static tams.ingest.mpegts.Media.measure;
import static tams.ingest.mpegts.Media.measured;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tags before, between and behind the frames of plain audio files tell. */
class PlainAudioTagsTest {

    private static final int RATE_48000 = 3;
    private static final byte[] TITLE = "\0a title".getBytes(StandardCharsets.ISO_8859_1);

    static Stream<byte[]> tagsWithTheTimestamp() {
        byte[] artwork = new byte[Id3Tag.KEPT_MAX * 3];
        return Stream.of(
                new Id3Writer(4).timestamp(255).tag(0),
                new Id3Writer(3).timestamp(255).tag(0),
                new Id3Writer(4).frame("TIT2", 0, TITLE).timestamp(255).tag(0),
                new Id3Writer(4).timestamp(255).tag(0x10),
                new Id3Writer(4).timestamp(255).extended(),
                new Id3Writer(3).timestamp(255).extended(),
                new Id3Writer(3).timestamp(255).unsynchronised(),
                new Id3Writer(4)
                        .frame("PRIV", 0x02, Id3Writer.unsynchronised(Id3Writer.stamp(255)))
                        .tag(0x80),
                new Id3Writer(4)
                        .frame("PRIV", 0x41, join(new byte[5], Id3Writer.stamp(255)))
                        .tag(0),
                new Id3Writer(3)
                        .frame("PRIV", 0x20, join(new byte[1], Id3Writer.stamp(255)))
                        .tag(0),
                // Above the 33 bits of a timestamp there may be anything.
                new Id3Writer(4).timestamp(7 * Ticks.WRAP + 255).tag(0),
                new Id3Writer(4).timestamp(255).frame("APIC", 0, artwork).tag(0),
                join(
                        new Id3Writer(3).frame("TIT2", 0, TITLE).tag(0),
                        new Id3Writer(4).timestamp(255).tag(0)),
                join(
                        new Id3Writer(4).timestamp(255).tag(0),
                        new Id3Writer(4).timestamp(99).tag(0)));
    }

    @ParameterizedTest
    @MethodSource("tagsWithTheTimestamp")
    void findsTheTimestampInTagsOfAllForms(byte[] tag) {
        byte[] file = join(tag, adts(5, RATE_48000, 300));

        assertThat(measured(file).warnings()).isEmpty();
        assertThat(measured(file).streams().get(0).startTicks()).isEqualTo(255);
        assertThat(measured(file).streams().get(0).frames()).isEqualTo(5);
    }

    static Stream<byte[]> tagsWithoutTimestamp() {
        byte[] stamp = Id3Writer.stamp(255);
        return Stream.of(
                new Id3Writer(4).frame("TIT2", 0, TITLE).tag(0),
                new Id3Writer(2).timestamp(255).tag(0),
                new Id3Writer(4).frame("PRIV", 0x08, stamp).tag(0),
                new Id3Writer(3).frame("PRIV", 0x80, stamp).tag(0),
                new Id3Writer(4)
                        .frame("PRIV", 0, Arrays.copyOf(stamp, stamp.length - 1))
                        .tag(0),
                new Id3Writer(4).frame("PRIV", 0, new byte[80]).tag(0),
                new Id3Writer(4)
                        .frame("APIC", 0, new byte[Id3Tag.KEPT_MAX])
                        .timestamp(255)
                        .tag(0),
                new Id3Writer(4).tag(0));
    }

    @ParameterizedTest
    @MethodSource("tagsWithoutTimestamp")
    void passesOverTagsThatTellNothing(byte[] tag) {
        var measurement = measured(join(tag, adts(5, RATE_48000, 300)));

        assertThat(measurement.streams().get(0).frames()).isEqualTo(5);
        assertThat(measurement.streams().get(0).hasRange()).isFalse();
        assertThat(measurement.warnings()).singleElement().asString().startsWith("no_timestamp: ");
    }

    @Test
    void ignoresTheOldTagAtTheEnd() {
        byte[] tag = new byte[128];
        System.arraycopy(new byte[] {'T', 'A', 'G'}, 0, tag, 0, 3);

        var measurement = measured(join(adts(9, RATE_48000, 300), tag));

        assertThat(measurement.streams().get(0).frames()).isEqualTo(9);
        assertThat(measurement.warnings()).hasSize(1);
    }

    @Test
    void passesOverTagsBetweenFrames() {
        byte[] tag = new Id3Writer(4).timestamp(77).tag(0);

        var measurement = measured(join(adts(9, RATE_48000, 300), tag, adts(9, RATE_48000, 300)));

        assertThat(measurement.streams().get(0).frames()).isEqualTo(18);
        assertThat(measurement.streams().get(0).hasRange()).isFalse();
    }

    /** Goal: damaged tags neither stop nor mislead the meter. Method: change bytes of tag and frames by seed. */
    @ParameterizedTest(name = "seeds from {0}")
    @ValueSource(longs = {0, 1000, 2000, 3000})
    void answersWhateverIsDamagedInATag(long from) {
        for (long seed = from; seed < from + 250; seed++) {
            var random = new Random(seed);
            var tag =
                    new Id3Writer(3 + random.nextInt(2)).frame("TIT2", 0, TITLE).timestamp(seed);
            byte[] file = join(random.nextBoolean() ? tag.extended() : tag.unsynchronised(), adts(20, RATE_48000, 90));
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                file[random.nextInt(random.nextBoolean() ? 120 : file.length)] = (byte) random.nextInt();
            }

            assertThat(measure(file, random, 50)).as("seed %d", seed).isEqualTo(measure(file));
        }
    }
}
