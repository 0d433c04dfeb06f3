package tams.ingest.registrar;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Allocation;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.StorageRequest;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.ReferencePlanned;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.kit.EventSerializer;

/** A Flow of six-second segments of one object, a clip of it, and a lane on which references of that clip lie. */
final class ClipSite {

    static final Duration SEGMENT = Duration.ofSeconds(6);

    private static final String TOPIC = "ingest.references";

    final TamsApi store;
    final SegmentPath path;
    final UUID from;
    final UUID clip;
    final String object;
    final AtomicLong nanos = new AtomicLong();
    ClipCalls calls;
    private final Deque<Work> lane = new ArrayDeque<>();
    private final Assignment assignment = new Assignment(new TopicPartition(TOPIC, 0), 0);
    private final EventSerializer events = new EventSerializer();
    private long offset;

    ClipSite(TamsApi store, Path root, String name, Duration patience) throws IOException {
        this.store = store;
        this.calls = ClipCalls.to(store);
        path = new SegmentPath(root, patience);
        SegmentPlanned plan = Plans.written(root, name, 0);
        from = made(plan);
        clip = made(Plans.written(root, name + "-clip", 0));
        object = Ids.object(plan.job(), 0);
        Allocation place =
                store.allocate(from, StorageRequest.ofObjects(List.of(object))).get(0);
        var unused = store.put(place, root.resolve(plan.file().path()));
    }

    private UUID made(SegmentPlanned plan) {
        var unused = new FlowKeeper(store, any -> false).prepare(plan);
        return plan.flowId();
    }

    /** Registers segments of the original, from the first number to before the last. */
    void has(int first, int last) {
        for (int from = first; from < last; from += ClipFlow.PAGE) {
            List<SegmentPost> posts = java.util.stream.IntStream.range(from, Math.min(last, from + ClipFlow.PAGE))
                    .mapToObj(this::segment)
                    .toList();
            requireNonNull(store.register(this.from, posts));
        }
    }

    SegmentPost segment(int number) {
        Timestamp start = Timestamp.ofSeconds(SEGMENT.toSeconds() * number);
        return new SegmentPost(
                object, TimeRange.between(start, start.plus(Timestamp.ofSeconds(6))), start, null, null, null);
    }

    void arrives(ReferencePlanned.Action action, String range, String shift, boolean whole, @Nullable String objectId) {
        ReferencePlanned plan = new ReferencePlanned(
                clip, clip, from, action, TimeRange.parse(range), Timestamp.parse(shift), whole, objectId, Plans.AT);
        RecordHeaders headers = new RecordHeaders();
        arrives(requireNonNull(events.serialize(TOPIC, headers, plan)), headers);
    }

    void arrives(byte[] value, RecordHeaders headers) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                TOPIC,
                0,
                offset++,
                0,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                clip.toString(),
                value,
                headers,
                Optional.empty());
        assignment.offsets().taken(record.offset());
        lane.add(new ReferenceTask(record, assignment, calls, path.desk));
    }

    /** Goes on until nothing is left or {@code turns} pauses have passed. @return whether nothing is left */
    boolean runs(int turns) {
        int left = turns;
        while (!lane.isEmpty()) {
            ReferenceBatch batch = ReferenceBatch.join(lane, nanos::get);
            for (Optional<Duration> pause = batch.advance(); pause.isPresent(); pause = batch.advance()) {
                nanos.addAndGet(pause.get().toNanos());
                if (left-- == 0) {
                    return false;
                }
            }
        }
        return assignment.offsets().committable() == offset;
    }

    /** What the clip has: time range, offset. */
    List<String> shown() {
        return store.segments(clip, SegmentQuery.all()).stream()
                .map(segment -> segment.timerange() + " by " + segment.tsOffset())
                .toList();
    }

    List<String> letters() {
        return path.producer.history().stream()
                .filter(record -> record.topic().equals("ingest.dead-letters"))
                .map(ClipSite::cause)
                .toList();
    }

    private static String cause(ProducerRecord<String, byte[]> letter) {
        return new String(
                letter.headers().lastHeader("__streams.errors.exception").value(),
                java.nio.charset.StandardCharsets.UTF_8);
    }
}
