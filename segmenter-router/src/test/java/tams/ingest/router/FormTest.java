package tams.ingest.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.Json;

/** What makes a Flow another Flow, and which Flow it is. */
class FormTest {

    private static final UUID BASE = UUID.fromString("11111111-2222-5333-8444-000000000001");
    private static final Form HD = picture("h264", 1280, 720);
    private static final Form SD = picture("h264", 720, 576);
    private static final Form AAC = sound("aac", 48_000, 2);
    private static final Form AC3 = sound("ac3", 48_000, 6);

    private static Form picture(String codec, @Nullable Integer width, @Nullable Integer height) {
        return new Form(true, codec, width, height, null, null);
    }

    private static Form sound(String codec, @Nullable Integer rate, @Nullable Integer channels) {
        return new Form(true, codec, null, null, rate, channels);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "true,  h264, 1280, 720, -,     -, ''",
                "true,  hevc, 1280, 720, -,     -, codec h264 became hevc",
                "true,  h264, 640,  360, -,     -, picture 1280x720 became 640x360",
                "true,  h264, 1280, 1080, -,    -, picture 1280x720 became 1280x1080",
                "true,  h264, -,    -,   -,     -, ''",
                "false, h264, 1280, 720, -,     -, container transport stream became plain file",
            })
    void changesWithCodecSizeAndContainerAlone(
            boolean transport,
            String codec,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Integer rate,
            @Nullable Integer channels,
            String changes) {
        Form later = new Form(transport, codec, width, height, rate, channels);

        assertThat(String.join("; ", HD.changesTo(later))).isEqualTo(changes);
        assertThat(HD.admits(later)).isEqualTo(changes.isEmpty());
        assertThat(later.admits(HD)).isEqualTo(changes.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "aac, 48000, 2, ''",
                "aac, 48000, -, ''",
                "aac, 44100, 2, sample rate 48000 became 44100",
                "aac, 48000, 6, channels 2 became 6",
                "ac3, 44100, 6, codec aac became ac3; sample rate 48000 became 44100; channels 2 became 6"
            })
    void changesWithSampleRateAndChannels(
            String codec, @Nullable Integer rate, @Nullable Integer channels, String changes) {
        assertThat(String.join("; ", AAC.changesTo(sound(codec, rate, channels))))
                .isEqualTo(changes);
    }

    @Test
    void keepsTheFirstFormsFlowAndGivesTheOthersOneEach() {
        Forms.Picked first = Forms.NONE.pick(BASE, Map.of("video", HD));
        Forms.Picked second = first.forms().pick(BASE, Map.of("video", SD));
        Forms.Picked back = second.forms().pick(BASE, Map.of("video", HD));
        Forms.Picked again = back.forms().pick(BASE, Map.of("video", SD));

        assertThat(first.encoding().flow()).isEqualTo(BASE);
        assertThat(second.encoding().flow()).isNotEqualTo(BASE);
        assertThat(back.encoding().flow()).isEqualTo(BASE);
        assertThat(again.encoding().flow()).isEqualTo(second.encoding().flow());
        assertThat(again.forms().sharing(BASE)).hasSize(2);
    }

    @Test
    void takesATrackThatIsMissingOrNewForNoChangeOfTheMux() {
        Forms.Picked first = Forms.NONE.pick(BASE, Map.of("video", HD, "audio", AAC));
        Forms.Picked silent = first.forms().pick(BASE, Map.of("video", HD));
        Forms.Picked richer = silent.forms().pick(BASE, Map.of("video", HD, "audio", AAC, "audio-2", AC3));
        Forms.Picked changed = richer.forms().pick(BASE, Map.of("audio-2", AAC));

        assertThat(List.of(silent.encoding().flow(), richer.encoding().flow())).containsOnly(BASE);
        assertThat(changed.encoding().flow()).isNotEqualTo(BASE);
        assertThat(changed.encoding().tracks())
                .containsOnly(Map.entry("video", HD), Map.entry("audio", AAC), Map.entry("audio-2", AAC));
        assertThat(richer.encoding().changesTo(changed.encoding()))
                .isEqualTo("audio-2: codec ac3 became aac, channels 6 became 2");
    }

    @Test
    void learnsWhatAnEarlierChunkDidNotTell() {
        Forms.Picked vague = Forms.NONE.pick(BASE, Map.of("audio", sound("aac", 48_000, null)));
        Forms.Picked known = vague.forms().pick(BASE, Map.of("audio", AAC));
        Forms.Picked other = known.forms().pick(BASE, Map.of("audio", sound("aac", 48_000, 6)));

        assertThat(known.encoding().flow()).isEqualTo(BASE);
        assertThat(other.encoding().flow()).isNotEqualTo(BASE);
    }

    @Test
    void isBoundedAndNeverForgetsTheFirst() {
        Forms forms = Forms.NONE.pick(BASE, Map.of("video", HD)).forms();
        UUID tenth = BASE;
        for (int width = 1; width <= 3 * Forms.KNOWN_MAX; width++) {
            Forms.Picked picked = forms.pick(BASE, Map.of("video", picture("h264", width, 16)));
            tenth = width == 10 ? picked.encoding().flow() : tenth;
            forms = picked.forms();
        }

        assertThat(forms.known()).hasSize(Forms.KNOWN_MAX);
        assertThat(Json.bytes(forms).length).isLessThan(16 << 10);
        assertThat(forms.pick(BASE, Map.of("video", HD)).encoding().flow()).isEqualTo(BASE);
        assertThat(forms.pick(BASE, Map.of("video", picture("h264", 10, 16)))
                        .encoding()
                        .flow())
                .isEqualTo(tenth);
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    /** Goal: one Flow, one form. Method: tracks that change, vanish and are measured in part, by seed. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverPutsTwoFormsOfATrackIntoOneFlow(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        Forms forms = Forms.NONE;
        Map<String, Form> seen = new HashMap<>();
        for (int chunk : IntStream.range(0, 200).toArray()) {
            Map<String, Form> tracks = new HashMap<>();
            for (String role : List.of("video", "audio", "audio-2")) {
                if (random.nextInt(4) > 0) {
                    Integer width = random.nextInt(5) == 0 ? null : Integer.valueOf(720 + random.nextInt(2));
                    tracks.put(role, picture(random.nextInt(8) == 0 ? "hevc" : "h264", width, 576));
                }
            }
            Forms.Picked picked = forms.pick(BASE, tracks);
            forms = Json.read(Json.bytes(picked.forms()), Forms.class);
            assertThat(forms).isEqualTo(picked.forms());
            tracks.forEach((role, form) -> {
                String key = picked.encoding().flow() + role;
                assertThat(seen.getOrDefault(key, form).admits(form))
                        .as("chunk " + chunk + " " + role)
                        .isTrue();
                seen.merge(key, form, Form::with);
            });
        }
    }
}
