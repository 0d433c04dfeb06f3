package tams.ingest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tams.ingest.client.Failure;
import tams.ingest.client.Registration;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.SegmentPlanned;

/** Makes stored objects segments, many at once. After an answer that leaves it open what was done, it looks first. */
record BatchRegistration(UploadTarget target) {

    /** A segment to register, and the file it is of. */
    private record Wanted(FileWork work, SegmentPost post) {

        void fail(String reason) {
            work.fail("not registered: " + reason);
        }
    }

    /** Registers what {@code there} lacks. What cannot be registered has failed then. */
    void register(List<FileWork> files, FlowContent there) {
        List<Wanted> wanted = new ArrayList<>();
        for (FileWork work : files) {
            String object = Objects.requireNonNull(work.objectId(), "an object");
            List<SegmentPlanned.Segment> missing = there.missing(work.planned(), object);
            boolean isKnown = work.isReused()
                    || missing.size() < work.planned().segments().size();
            missing.forEach(segment -> wanted.add(new Wanted(work, post(object, segment, isKnown))));
        }
        for (int from = 0; from < wanted.size(); from += TamsStore.SEGMENTS_PER_CALL_MAX) {
            together(wanted.subList(from, Math.min(wanted.size(), from + TamsStore.SEGMENTS_PER_CALL_MAX)));
        }
    }

    /** An object's own range is told once, with its first segment (TAMS 8.2, POST segments). */
    private static SegmentPost post(String object, SegmentPlanned.Segment segment, boolean isKnown) {
        return new SegmentPost(
                object,
                segment.timerange(),
                segment.tsOffset(),
                isKnown ? null : segment.objectTimerange(),
                segment.lastDuration(),
                isKnown ? null : segment.keyFrameCount());
    }

    private void together(List<Wanted> wanted) {
        try {
            take(wanted, call(wanted));
        } catch (StoreException e) {
            if (e.failure() == Failure.REFUSED) {
                throw e;
            }
            // One bad segment may have taken the others with it, so each gets a call of its own.
            missing(wanted).forEach(this::alone);
        }
    }

    private void alone(Wanted wanted) {
        try {
            take(List.of(wanted), call(List.of(wanted)));
        } catch (StoreException e) {
            if (e.failure() == Failure.REFUSED) {
                throw e;
            }
            missing(List.of(wanted)).forEach(left -> left.fail(String.valueOf(e.getMessage())));
        }
    }

    private Registration call(List<Wanted> wanted) {
        List<SegmentPost> posts = wanted.stream().map(Wanted::post).toList();
        return target.repeats().call(() -> target.store().register(target.flow(), posts));
    }

    private static void take(List<Wanted> wanted, Registration answer) {
        for (Registration.FailedSegment failed : answer.failed()) {
            wanted.stream()
                    .filter(each -> each.post().objectId().equals(failed.objectId())
                            && (failed.timerange() == null
                                    || each.post().timerange().equals(failed.timerange())))
                    .forEach(each -> each.fail((failed.code() == null ? "" : failed.code() + ": ") + failed.words()));
        }
    }

    private List<Wanted> missing(List<Wanted> wanted) {
        List<PlannedFile> files =
                wanted.stream().map(each -> each.work().planned()).toList();
        FlowContent now = FlowContent.at(target, PlannedFile.hull(files), false);
        return wanted.stream()
                .filter(each -> now.find(each.post().timerange(), each.post().objectId())
                        .isEmpty())
                .toList();
    }
}
