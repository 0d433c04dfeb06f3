package tams.ingest.router;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.router.Chunks.audio;
import static tams.ingest.router.Chunks.chunk;
import static tams.ingest.router.Chunks.file;
import static tams.ingest.router.Chunks.measurement;
import static tams.ingest.router.Chunks.settings;
import static tams.ingest.router.Chunks.video;

import java.util.List;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Measurement.Kind;
import tams.ingest.contracts.Measurement.Stream;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.SegmentPlanned.Flow;

class OwnerTest {

    private static final Rational PAL = Rational.of(3_600);
    private static final Rational AAC = Rational.of(1_920);

    private final TimelineRun run = new TimelineRun();

    private static ChunkArrived of(long number, Stream... streams) {
        return chunk(file(number + ".ts", "c" + number), number, measurement(streams));
    }

    private static ChunkArrived of(Feed.EssenceChoice essence, Stream... streams) {
        Feed feed = Chunks.feed(Feed.Timeline.Origin.ZERO, essence, false);
        return chunk(file("1.ts", "c"), 1L, measurement(streams), settings(feed));
    }

    private static List<String> roles(SegmentPlanned plan) {
        return plan.flows().stream().map(Flow::role).toList();
    }

    @Test
    void isTheMuxWithTheTimeOfItsVideo() {
        SegmentPlanned plan = run.plan(of(1, audio(257, 88_000, 94, AAC), video(256, 90_000, 50, PAL)));

        assertThat(roles(plan)).containsExactly("multi", "audio", "video");
        assertThat(plan.flowId()).isEqualTo(Ids.flow(Chunks.NAMESPACE, Chunks.FEED, "multi"));
        assertThat(TimelineRun.rangeOf(plan)).hasToString("[0:0_2:0)");
        assertThat(plan.flows().get(0).essence()).isNull();
        assertThat(plan.flows()).extracting(Flow::sourceId).doesNotHaveDuplicates();
        assertThat(plan.flows().get(2).essence()).isEqualTo(video(256, 90_000, 50, PAL));
    }

    @Test
    void isTheOnlyEssenceThereIs() {
        assertThat(roles(run.plan(of(1, video(256, 0, 50, PAL))))).containsExactly("video");
        assertThat(roles(new TimelineRun().plan(of(1, audio(256, 0, 94, AAC))))).containsExactly("audio");
    }

    @Test
    void isTheMuxOfSeveralAudioTracksWithTheTimeOfTheFirst() {
        SegmentPlanned plan = run.plan(of(1, audio(257, 90_000, 94, AAC), audio(258, 91_000, 94, AAC)));

        assertThat(roles(plan)).containsExactly("multi", "audio", "audio-2");
        assertThat(TimelineRun.rangeOf(plan)).hasToString("[0:0_2:5333333)");
    }

    @Test
    void isWhatTheFeedTableAsksFor() {
        Stream video = video(256, 90_000, 50, PAL);
        Stream audio = audio(257, 88_000, 94, AAC);

        assertThat(roles(run.plan(of(Feed.EssenceChoice.AUDIO, video, audio)))).containsExactly("audio");
        assertThat(roles(new TimelineRun().plan(of(Feed.EssenceChoice.VIDEO, video, audio))))
                .containsExactly("video");
        assertThat(roles(new TimelineRun().plan(of(Feed.EssenceChoice.MUXED, video))))
                .containsExactly("multi", "video");
    }

    @Test
    void staysWhenATrackAppearsLater() {
        SegmentPlanned first = run.plan(of(1, video(256, 0, 50, PAL)));
        SegmentPlanned second = run.plan(of(2, video(256, 180_000, 50, PAL), audio(257, 180_000, 94, AAC)));

        assertThat(second.flowId()).isEqualTo(first.flowId());
        assertThat(roles(second)).containsExactly("video", "audio");
    }

    @Test
    void keepsItsTracksRolesWhenAnEncoderChangesItsPids() {
        run.plan(of(1, video(256, 0, 50, PAL), audio(257, 0, 94, AAC), audio(258, 0, 94, AAC)));

        SegmentPlanned plan = run.plan(
                of(2, video(512, 180_000, 50, PAL), audio(258, 180_000, 94, AAC), audio(514, 180_000, 94, AAC)));

        assertThat(plan.flows().stream()
                        .skip(1)
                        .map(flow -> flow.role() + " "
                                + requireNonNull(flow.essence()).pid()))
                .containsExactly("video 512", "audio-2 258", "audio 514");
    }

    @Test
    void placesAChunkThatLostItsVideoByItsAudioWithoutAConflict() {
        run.plan(of(1, video(256, 90_000, 50, PAL), audio(257, 88_000, 94, AAC)));
        run.plan(of(3, video(256, 450_000, 50, PAL), audio(257, 448_000, 94, AAC)));

        SegmentPlanned plan = run.plan(of(2, audio(257, 268_480, 95, AAC)));

        assertThat(TimelineRun.rangeOf(plan)).hasToString("[2:0_4:0)");
        assertThat(run.openGaps()).isEmpty();
    }

    @Test
    void refusesAChunkWithoutItAndSaysWhatWasFound() {
        Measurement odd = new Measurement(
                188,
                10,
                List.of(),
                List.of(new Stream(
                        300, 1, Kind.DATA, "scte35", null, null, null, null, null, null, null, 0, 0, null, null, null,
                        null, null, null, null, null, List.of())),
                List.of("PID 300 carries no PES"));

        var refused = run.refuse(chunk(file("1.ts", "c"), 1L, odd));

        assertThat(refused.cause()).isEqualTo("NO_ESSENCE");
        assertThat(refused.reason()).contains("PID 300 data scte35").contains("PID 300 carries no PES");
    }
}
