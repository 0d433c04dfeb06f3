package tams.ingest.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Goal: plain audio files of others are measured as by another tool. Method: frames as ffprobe counts them. */
class PlainAudioCorpusTest {

    /** Files that are no sound for us: nothing there, or nothing but noise for long. */
    private static final Set<String> REFUSED =
            Set.of("100kB-garbage-prefix.mp3", "200kB-garbage-prefix.mp3", "1024_incrementing_bytes.mp3");

    /** Files of which ffprobe makes more, or nothing: it takes what is behind the last frame for one more. */
    private static final Map<String, Long> COUNTED_OTHERWISE = Map.of(
            "bear-cbr-no-seek-table-trailing-garbage.mp3", 108L,
            "bear-id3-numeric-genre.mp3", 117L,
            "bear-id3.mp3", 117L,
            "play-trimmed.mp3", 1L,
            "test-cbr-info-header-trailing-garbage.mp3", 40L);

    private final Corpus corpus = Corpus.orSkip();
    private final Ffprobe ffprobe = Ffprobe.orSkip();

    @Test
    void countsTheFramesOfEveryPlainFile() {
        List<String> differences = new ArrayList<>();
        var files = corpus.files(".aac", ".mp3", ".ac3", ".ec3");
        for (var file : files) {
            String name = file.getFileName().toString();
            var measured = Media.measure(Corpus.bytes(file));
            if (measured instanceof Unmeasurable refused) {
                if (!REFUSED.contains(name)) {
                    differences.add(file + ": " + refused);
                }
            } else {
                Long otherwise = COUNTED_OTHERWISE.get(name);
                long expected = otherwise != null ? otherwise : ffprobe.packets(file);
                if (frames(measured) != expected) {
                    differences.add(file + ": " + measured + " instead of " + expected);
                }
            }
        }

        assertThat(differences).isEmpty();
        assertThat(files).hasSizeGreaterThan(30);
    }

    private static long frames(Measured measured) {
        return ((Measurement) measured).streams().get(0).frames();
    }

    /** The sound of the same fifteen chunks: each begins where the one before ends, give or take a rounded tick. */
    @Test
    void putsTheChunksOfOneSoundNextToEachOther() {
        long end = -1;
        for (int number = 1; number <= 15; number++) {
            byte[] bytes =
                    corpus.bytes("aws-tams-samples/sample-scripts/segments/bbb_audio_%03d.aac".formatted(number));

            var sound = Media.measured(bytes).streams().get(0);

            if (end >= 0) {
                assertThat(sound.startTicks()).isCloseTo(end, Offset.offset(1L));
            }
            end = Objects.requireNonNull(sound.endTicks());
        }
    }
}
