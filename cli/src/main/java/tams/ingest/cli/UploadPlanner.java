package tams.ingest.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Flow;
import tams.ingest.client.Format;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.SegmentEvent;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.registrar.FlowFit;
import tams.ingest.router.ChunkTimeline;
import tams.ingest.watcher.ChunkReader;

/**
 * Gives files their places on a Flow's timeline, in the order in which they are added: media time, unwrapped from the
 * first file on, by the rules of segmenter-router.
 */
final class UploadPlanner {

    private static final String FEED = "upload";

    private final Flow flow;
    private final FeedSettings settings;
    private final ChunkTimeline timeline = new ChunkTimeline();
    private final Map<UUID, Path> arrivals = new HashMap<>();
    private final List<PlannedFile> planned = new ArrayList<>();
    private final List<UploadLine> refused = new ArrayList<>();

    /**
     * @param program the program of a multi-program stream; null for the first that fits
     * @throws CheckFailedException when the Flow cannot have segments of such files, saying why
     */
    UploadPlanner(Flow flow, @Nullable Integer program) {
        this.flow = flow;
        this.settings = new FeedSettings(flow.id(), 0, feed(flow, program));
    }

    private static Feed feed(Flow flow, @Nullable Integer program) {
        Feed defaults = Feed.named(FEED);
        return new Feed(
                FEED,
                FEED,
                null,
                defaults.complete(),
                false,
                null,
                program,
                essence(flow),
                new Feed.Timeline(
                        Feed.Timeline.Origin.MEDIA,
                        Feed.Timeline.Scale.TAI,
                        Feed.Timeline.Anchor.NAME,
                        ZoneOffset.UTC,
                        Duration.ZERO),
                Feed.After.KEEP,
                new Feed.FlowSettings(flow.id(), flow.sourceId(), flow.label(), null, Map.of()));
    }

    private static Feed.EssenceChoice essence(Flow flow) {
        if (flow.container() == null) {
            throw new CheckFailedException("Flow " + flow.id()
                    + " has no container, so it cannot have segments: put it again with one, e.g. --container video/mp2t,"
                    + " or upload to the Flow that collects it");
        }
        if (Boolean.TRUE.equals(flow.readOnly())) {
            throw new CheckFailedException(
                    "Flow " + flow.id() + " is read-only: set its read_only to false in the store, then upload again");
        }
        Format format = flow.format();
        if (Format.VIDEO.equals(format)) {
            return Feed.EssenceChoice.VIDEO;
        }
        if (Format.AUDIO.equals(format)) {
            return Feed.EssenceChoice.AUDIO;
        }
        if (Format.MULTI.equals(format)) {
            return Feed.EssenceChoice.MUXED;
        }
        throw new CheckFailedException(
                "Flow " + flow.id() + " has format " + format + ": only video, audio and multi can be uploaded");
    }

    /** The next file. */
    void add(MeasuredFile measured) {
        ChunkReader.Reading reading = measured.reading();
        if (reading == null) {
            refused.add(UploadLine.failed(measured.file(), String.valueOf(measured.error())));
            return;
        }
        ChunkArrived arrival = measured.arrival(reading, arrivals.size(), settings);
        arrivals.put(arrival.arrival(), measured.file());
        SegmentEvent event = timeline.offer(arrival);
        if (event instanceof SegmentPlanned plan) {
            take(measured.file(), plan);
        } else if (event instanceof ChunkRefused refusal) {
            refuse(measured.file(), refusal);
        }
    }

    private void take(Path file, SegmentPlanned plan) {
        PlannedFile place = PlannedFile.of(file, flow.id(), plan.file(), plan.segments());
        Optional<String> objection = FlowFit.objection(plan, flow);
        if (objection.isPresent()) {
            String why =
                    "it does not fit the Flow, whose " + objection.get() + " as in the file: upload it to another Flow";
            refused.add(UploadLine.of(place, UploadLine.Result.FAILED, null, why));
        } else {
            planned.add(place);
        }
    }

    private void refuse(Path file, ChunkRefused refusal) {
        Path other = refusal.other() == null ? null : arrivals.get(refusal.other());
        boolean isDuplicate = refusal.verdict() == ChunkRefused.Verdict.DUPLICATE;
        String reason = isDuplicate && other != null
                ? "the same bytes as " + other
                : refusal.cause() + ": " + refusal.reason() + (other == null ? "" : " (" + other + ")");
        refused.add(new UploadLine(
                file.toString(),
                isDuplicate ? UploadLine.Result.DUPLICATE : UploadLine.Result.FAILED,
                refusal.timerange() == null ? List.of() : List.of(refusal.timerange()),
                null,
                refusal.file().bytes(),
                refusal.file().sha256(),
                reason));
    }

    /** The files that have a place, in the order they were added. */
    List<PlannedFile> planned() {
        return List.copyOf(planned);
    }

    /** What became of the others. */
    List<UploadLine> refused() {
        return List.copyOf(refused);
    }
}
