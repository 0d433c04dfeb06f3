package tams.ingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.SegmentPlanned.Segment;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * A file with its place on a Flow's timeline.
 *
 * @param content names the bytes within the Flow, wherever they lie in time, so that another run asks for the same object
 * @param segments at least one; several where time breaks inside the file
 */
record PlannedFile(Path file, ChunkFile bytes, UUID content, List<Segment> segments) {

    PlannedFile {
        segments = List.copyOf(segments);
    }

    static PlannedFile of(Path file, UUID flow, ChunkFile bytes, List<Segment> segments) {
        byte[] name = ("upload/" + bytes.sha256() + "/" + bytes.bytes()).getBytes(UTF_8);
        return new PlannedFile(file, bytes, Ids.nameUuid(flow, name), segments);
    }

    /** The object's id; a later generation where an earlier one was allocated and never filled. */
    String objectId(int generation) {
        return Ids.object(content, generation);
    }

    /** Whether an object was made from these bytes by this command. */
    boolean isOwn(String objectId) {
        return objectId.startsWith(content + "-g");
    }

    Timestamp start() {
        return requireNonNull(segments.get(0).timerange().start(), "a planned segment has a start");
    }

    List<TimeRange> timeranges() {
        return segments.stream().map(Segment::timerange).toList();
    }

    PlannedFile shifted(Timestamp by) {
        return new PlannedFile(
                file,
                bytes,
                content,
                segments.stream()
                        .map(segment -> new Segment(
                                segment.timerange().shifted(by),
                                segment.tsOffset().plus(by),
                                segment.objectTimerange(),
                                segment.lastDuration(),
                                segment.keyFrameCount()))
                        .toList());
    }

    /** The time from the first of some files to the last, in whatever order they lie. */
    static TimeRange hull(List<PlannedFile> files) {
        List<TimeRange> ranges =
                files.stream().flatMap(each -> each.timeranges().stream()).toList();
        TimeRange first = ranges.stream().min(TimeRange::compareStarts).orElseThrow();
        TimeRange last = ranges.stream().max(TimeRange::compareEnds).orElseThrow();
        return new TimeRange(first.start(), first.includesStart(), last.end(), last.includesEnd());
    }
}
