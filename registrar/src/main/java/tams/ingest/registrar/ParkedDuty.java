package tams.ingest.registrar;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.EventCode;

/** Finds parked plans of the partitions that are ours, and puts a run for each Flow on a lane. */
final class ParkedDuty implements Ownership {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedDuty.class);

    /** What another registrar parked is found within this time. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Desk desk;
    private final ParkedTopic topic;
    private final Lanes<Work> lanes;
    private final int batchMax;
    private final ScheduledExecutorService thread;
    private final Map<Integer, Assignment> assignments = new ConcurrentHashMap<>();

    /**
     * Looks from now on.
     *
     * @param thread where Kafka is waited for
     */
    ParkedDuty(Desk desk, ParkedTopic topic, Lanes<Work> lanes, int batchMax, ScheduledExecutorService thread) {
        this.desk = desk;
        this.topic = topic;
        this.lanes = lanes;
        this.batchMax = batchMax;
        this.thread = thread;
    }

    void start() {
        desk.parked().startWith(this::begin);
        var unused = thread.scheduleWithFixedDelay(
                this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void begin(UUID flow, ParkedFlows.Place place) {
        Assignment assignment = assignments.get(place.partition());
        if (assignment != null) {
            lanes.submit("parked/" + flow, new ParkedRun(flow, place, assignment, topic, desk, batchMax));
        }
    }

    @Override
    public void assigned(Collection<Integer> partitions) {
        for (int partition : partitions) {
            assignments.put(partition, new Assignment(new TopicPartition(Topics.PARKED.name(), partition), 0));
            thread.execute(() -> {
                try {
                    desk.parked().assigned(partition, topic.keptFrom(partition));
                } catch (KafkaException e) {
                    LOG.atWarn()
                            .addMarker(EventCode.PARKED_UNREADABLE.marker())
                            .addKeyValue("cause", e)
                            .log("parked chunks are looked for from the start");
                    desk.parked().assigned(partition, 0);
                }
            });
        }
    }

    @Override
    public void revoked(Collection<Integer> partitions) {
        for (int partition : partitions) {
            Assignment assignment = assignments.remove(partition);
            if (assignment != null) {
                assignment.giveBack(Duration.ZERO);
            }
        }
        desk.parked().revoked(new HashSet<>(partitions));
    }

    private void look() {
        desk.parked().lookedTo().forEach((partition, from) -> {
            Map<UUID, Long> open = new HashMap<>();
            try {
                ParkedTopic.Part part = topic.read(
                        partition,
                        from,
                        record -> {
                            desk.openPlan(record).ifPresent(plan -> open.putIfAbsent(plan.flowId(), record.offset()));
                            return false;
                        },
                        1);
                desk.parked().looked(partition, part.next(), open);
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .addMarker(EventCode.PARKED_UNREADABLE.marker())
                        .addKeyValue("partition", partition)
                        .addKeyValue("cause", e)
                        .log("parked chunks cannot be looked for; tried again");
            }
        });
    }
}
