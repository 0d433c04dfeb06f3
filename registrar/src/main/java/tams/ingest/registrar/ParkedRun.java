package tams.ingest.registrar;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.kit.EventCode;

/**
 * The plans of one parked Flow, from the topic on which they lie: the first alone until it goes through, then batch by
 * batch, until none is left.
 */
final class ParkedRun implements Task, Work {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedRun.class);

    /** Between two reads, and while Kafka does not answer. */
    private static final Duration SOON = Duration.ofMillis(200);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final UUID flow;
    private final int partition;
    private final Assignment assignment;
    private final ParkedTopic topic;
    private final Desk desk;
    private final int batchMax;
    private long next;
    private long afterBatch;
    private boolean goesThrough;
    private @Nullable SegmentBatch batch;

    ParkedRun(UUID flow, ParkedFlows.Place place, Assignment assignment, ParkedTopic topic, Desk desk, int batchMax) {
        this.flow = flow;
        this.partition = place.partition();
        this.next = place.from();
        this.assignment = assignment;
        this.topic = topic;
        this.desk = desk;
        this.batchMax = batchMax;
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public Optional<Duration> advance() {
        if (!assignment.goesOn()) {
            return Optional.empty();
        }
        SegmentBatch going = batch;
        if (going == null) {
            try {
                return read();
            } catch (KafkaException e) {
                LOG.atWarn()
                        .addMarker(EventCode.PARKED_UNREADABLE.marker())
                        .addKeyValue("flowId", flow)
                        .addKeyValue("cause", e)
                        .log("parked chunks cannot be read yet");
                return Optional.of(AFTER_FAILURE);
            }
        }
        Optional<Duration> pause = going.advance();
        if (pause.isPresent()) {
            return pause;
        }
        if (going.isDone()) {
            batch = null;
            goesThrough = true;
            next = afterBatch;
            desk.parked().moved(flow, next);
        }
        return Optional.of(Duration.ZERO);
    }

    /** Reads on. @return the pause before that is tried, or before there may be more; empty when none is left */
    private Optional<Duration> read() {
        long news = desk.parked().news(flow);
        ParkedTopic.Part part = topic.read(partition, next, this::isOurs, goesThrough ? batchMax : 1);
        if (!part.records().isEmpty()) {
            List<SegmentTask> tasks = part.records().stream()
                    .map(record -> new SegmentTask(record, assignment, desk))
                    .toList();
            batch = new SegmentBatch(tasks, desk);
            afterBatch = part.next();
            return Optional.of(Duration.ZERO);
        }
        next = part.next();
        desk.parked().moved(flow, next);
        if (part.isEnd() && desk.parked().release(flow, news)) {
            topic.keepFrom(partition, desk.parked().neededFrom(partition));
            LOG.atInfo().addKeyValue("flowId", flow).log("a parked flow goes on");
            return Optional.empty();
        }
        return Optional.of(SOON);
    }

    private boolean isOurs(ConsumerRecord<String, byte[]> record) {
        return desk.openPlan(record).filter(plan -> plan.flowId().equals(flow)).isPresent();
    }
}
