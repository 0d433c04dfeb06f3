package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.client.EssenceParameters;
import tams.ingest.client.Flow;
import tams.ingest.client.Format;
import tams.ingest.client.TagValue;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;

class FlowDescriptionTest {

    private static final ChunkFile FILE = new ChunkFile("camera-1/a.ts", 10, "0".repeat(64));

    private static Feed named(String label, Map<String, String> tags) {
        Feed plain = Feed.named("camera-1");
        return new Feed(
                plain.id(),
                plain.folder(),
                null,
                plain.complete(),
                false,
                null,
                null,
                plain.essence(),
                plain.timeline(),
                plain.after(),
                new Feed.FlowSettings(null, null, label, "Main stage", tags));
    }

    private static Flow owner(Measurement.Stream... streams) {
        SegmentPlanned plan = Plans.of("camera-1", FILE, 0, List.of(streams));
        return FlowDescription.of(plan, plan.flows().get(0)).orElseThrow();
    }

    static Stream<Arguments> plans() {
        return Stream.of(
                Arguments.of("video", List.of(Plans.VIDEO)),
                Arguments.of("varying rate", List.of(Plans.video("hevc", 1920, 1080, null))),
                Arguments.of("whole rate", List.of(Plans.video("mpeg2video", 720, 576, Rational.of(25)))),
                Arguments.of("audio", List.of(Plans.AUDIO)),
                Arguments.of("audio file", List.of(Plans.audio(0, "aac", 44_100, 2))),
                Arguments.of("interlaced", List.of(Plans.with(Plans.VIDEO, "interlace_mode", "interlaced_bff"))),
                Arguments.of("H.264 in full", List.of(avc())),
                Arguments.of("AAC-LC", List.of(Plans.with(Plans.AUDIO, "profile", 2))),
                Arguments.of(
                        "mux with sound of no known channels",
                        List.of(Plans.VIDEO, Plans.audio(257, "aac", 48_000, null))),
                Arguments.of("unknown codec", List.of(Plans.video("unknown", 16, 16, null))),
                Arguments.of("mux", List.of(Plans.VIDEO, Plans.AUDIO, Plans.audio(258, "ac3", 48_000, 6))));
    }

    private static Measurement.Stream avc() {
        return Plans.with(Plans.with(Plans.with(Plans.VIDEO, "profile", 77), "constraints", 64), "level", 40);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void describesFlowsAsTheSpecificationWantsThem(String name, List<Measurement.Stream> streams) {
        FlowSchema schema = FlowSchema.load();
        SegmentPlanned plan = Plans.of(named("Camera 1", Map.of("genre", "live")), FILE, 0, streams);

        for (SegmentPlanned.Flow flow : plan.flows()) {
            FlowDescription.of(plan, flow).ifPresent(described -> schema.admits(described, name));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("undescribed")
    void describesNoEssenceThatLacksWhatTheSpecificationDemands(String name, Measurement.Stream essence) {
        SegmentPlanned plan = Plans.of("camera-1", FILE, 0, List.of(essence));

        assertThat(FlowDescription.of(plan, plan.flows().get(0))).isEmpty();
    }

    static Stream<Arguments> undescribed() {
        return Stream.of(
                Arguments.of("audio without channels", Plans.audio(257, "aac", 48_000, null)),
                Arguments.of("audio with no channel", Plans.audio(257, "aac", 48_000, 0)),
                Arguments.of("audio without a rate", Plans.audio(257, "aac", null, 2)),
                Arguments.of("video without a width", Plans.video("h264", null, 720, Rational.of(25))),
                Arguments.of("video of no height", Plans.video("h264", 1280, 0, Rational.of(25))));
    }

    @Test
    void saysAllThatIsKnownOfPictureAndSound() {
        Measurement.Stream sound = Plans.with(Plans.AUDIO, "profile", 2);
        Measurement.Stream picture = Plans.with(Plans.VIDEO, "interlace_mode", "interlaced_tff");

        assertThat(Json.text(owner(sound)))
                .contains("\"essence_parameters\":{\"sample_rate\":48000,\"channels\":2,"
                        + "\"codec_parameters\":{\"coded_frame_size\":1024,\"mp4_oti\":2}}");
        assertThat(Json.text(owner(picture))).contains("\"interlace_mode\":\"interlaced_tff\"");
        assertThat(Json.text(owner(avc()))).contains("\"avc_parameters\":{\"profile\":77,\"level\":40,\"flags\":64}");
        assertThat(Json.text(owner(Plans.audio(257, "opus", 48_000, 2))))
                .contains("\"codec_parameters\":{\"coded_frame_size\":1024}");
    }

    @Test
    void statesBitRatesAndLengthOfTheFlowThatHasTheSegments() {
        SegmentPlanned plan = Plans.of(
                "camera-1",
                new ChunkFile("camera-1/a.ts", 750_000, "0".repeat(64)),
                0,
                List.of(Plans.VIDEO, Plans.AUDIO));

        Flow owner = FlowDescription.of(plan, plan.flows().get(0)).orElseThrow();
        Flow video = FlowDescription.of(plan, plan.flows().get(1)).orElseThrow();

        assertThat(List.of(Objects.requireNonNull(owner.avgBitRate()), Objects.requireNonNull(owner.maxBitRate())))
                .containsExactly(1_000L, 1_000L);
        assertThat(owner.segmentDuration()).isEqualTo(Rational.of(6));
        assertThat(video.avgBitRate()).isNull();
    }

    @Test
    void letsTheMultiFlowOwnTheSegmentsAndCollectTheRestByPid() {
        Flow owner = owner(Plans.VIDEO, Plans.AUDIO);

        assertThat(owner.format()).isEqualTo(Format.MULTI);
        assertThat(owner.container()).isEqualTo("video/mp2t");
        JsonNode members = Json.MAPPER.valueToTree(owner.flowCollection());
        assertThat(members.toString())
                .contains("\"role\":\"video\"", "{\"mp2ts_container\":{\"pid\":256}}")
                .contains("\"role\":\"audio\"", "{\"mp2ts_container\":{\"pid\":257}}");
    }

    @Test
    void givesCollectedFlowsNoContainer() {
        SegmentPlanned plan = Plans.of("camera-1", FILE, 0, List.of(Plans.VIDEO, Plans.AUDIO));

        assertThat(plan.flows().subList(1, 3))
                .allSatisfy(flow -> assertThat(
                                FlowDescription.of(plan, flow).orElseThrow().container())
                        .isNull());
    }

    @Test
    void namesWhatTheFeedTableNamesAndSaysWhoseItIs() {
        SegmentPlanned plan =
                Plans.of(named("Camera 1", Map.of("genre", "live")), FILE, 0, List.of(Plans.VIDEO, Plans.AUDIO));

        Flow owner = FlowDescription.of(plan, plan.flows().get(0)).orElseThrow();
        Flow audio = FlowDescription.of(plan, plan.flows().get(2)).orElseThrow();

        assertThat(owner.label()).isEqualTo("Camera 1");
        assertThat(owner.description()).isEqualTo("Main stage");
        assertThat(owner.tags())
                .containsEntry("genre", TagValue.of("live"))
                .containsEntry("_tams_ingest_feed", TagValue.of("camera-1"))
                .containsEntry("_tams_ingest_timescale", TagValue.of("zero"));
        assertThat(audio.label()).isEqualTo("Camera 1 audio");
        assertThat(audio.tags()).containsOnlyKeys("_tams_ingest_feed");
    }

    @ParameterizedTest
    @CsvSource({
        "h264, video/h264",
        "hevc, video/h265",
        "vvc, video/h266",
        "mpeg2video, video/mpeg",
        "unknown, video/x-unknown"
    })
    void writesCodecsAsMimeTypes(String codec, String mime) {
        assertThat(owner(Plans.video(codec, 16, 16, null)).codec()).isEqualTo(mime);
    }

    @ParameterizedTest
    @CsvSource({"257, aac, video/mp2t", "0, aac, audio/aac", "0, mp3, audio/mpeg", "0, ac3, audio/ac3"})
    void takesThePlainAudioFileForItsOwnContainer(int pid, String codec, String container) {
        assertThat(owner(Plans.audio(pid, codec, 48_000, 2)).container()).isEqualTo(container);
    }

    @Test
    void describesNothingThatWasNotMeasured() {
        SegmentPlanned plan =
                Plans.of("camera-1", FILE, 0, List.of(Plans.video("h264", null, null, null), Plans.AUDIO));

        assertThat(FlowDescription.of(plan, plan.flows().get(1))).isEmpty();
        assertThat(FlowDescription.of(plan, plan.flows().get(0)).orElseThrow().flowCollection())
                .hasSize(1);
    }

    @Test
    void seesWhatMustNotChangeWithinAFlow() {
        Flow flow = owner(Plans.VIDEO);
        EssenceParameters small = EssenceParameters.video(640, 360, new Rational(30_000, 1001));

        assertThat(FlowDescription.difference(flow, flow)).isEmpty();
        assertThat(FlowDescription.difference(
                        flow, flow.toBuilder().codec("video/H264").build()))
                .isEmpty();
        assertThat(FlowDescription.difference(
                        flow, flow.toBuilder().codec("video/h265").build()))
                .contains("codec is video/h265, not video/h264");
        assertThat(FlowDescription.difference(
                        flow, flow.toBuilder().essenceParameters(small).build()))
                .contains("picture is 640x360, not 1280x720");
        assertThat(FlowDescription.difference(
                        flow, flow.toBuilder().container(null).build()))
                .contains("container is null, not video/mp2t");
        assertThat(FlowDescription.difference(
                        flow,
                        Flow.builder(new UUID(0, 0), new UUID(0, 1), Format.AUDIO)
                                .container("video/mp2t")
                                .build()))
                .isEqualTo(Optional.of("format is urn:x-nmos:format:audio, not urn:x-nmos:format:video"));
    }
}
