package tams.ingest.cli;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentQuery;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;

/** What a Flow has at the time that some files are meant for. */
record FlowContent(List<Segment> segments) {

    static FlowContent at(UploadTarget target, TimeRange time, boolean withUrls) {
        SegmentQuery query = SegmentQuery.overlapping(time);
        return new FlowContent(target.repeats()
                .call(() -> target.store().segments(target.flow(), withUrls ? query.withUrls() : query)));
    }

    /** The segments at the file's time, whosoever they are. */
    private List<Segment> beside(PlannedFile file) {
        return segments.stream()
                .filter(segment -> file.timeranges().stream().anyMatch(range -> range.overlaps(segment.timerange())))
                .toList();
    }

    /** The one object that all segments at the file's time use, each of them planned; empty where it is otherwise. */
    Optional<String> objectAt(PlannedFile file) {
        List<Segment> beside = beside(file);
        List<String> objects = beside.stream().map(Segment::objectId).distinct().toList();
        boolean arePlanned =
                beside.stream().allMatch(segment -> file.timeranges().contains(segment.timerange()));
        return objects.size() == 1 && arePlanned ? Optional.of(objects.get(0)) : Optional.empty();
    }

    /** What stands in the file's way, for a person; empty where nothing does. */
    Optional<String> obstacle(PlannedFile file) {
        return beside(file).stream().findFirst().map(segment -> {
            TimeRange taken = segment.timerange();
            return "the Flow has object " + segment.objectId() + " at " + taken
                    + ": delete that segment first, or choose another place by --start-at";
        });
    }

    /** What of the file is not registered with that object. */
    List<SegmentPlanned.Segment> missing(PlannedFile file, String objectId) {
        return file.segments().stream()
                .filter(wanted -> find(wanted.timerange(), objectId).isEmpty())
                .toList();
    }

    Optional<Segment> find(TimeRange timerange, String objectId) {
        return segments.stream()
                .filter(segment ->
                        segment.timerange().equals(timerange) && Objects.equals(segment.objectId(), objectId))
                .findFirst();
    }
}
