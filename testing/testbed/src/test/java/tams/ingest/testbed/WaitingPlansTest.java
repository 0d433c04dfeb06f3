package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.client.Credentials;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topic;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.local.LocalTams;
import tams.ingest.local.RecordedStore;

/**
 * Goal: what cannot go on waits on topics of its own, holds nothing up, survives a restart, and is registered once when
 * it can. Method: a real broker and store, and fronts that refuse every registration until they are mended.
 */
@Timeout(240)
class WaitingPlansTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static final AtomicBoolean FORBIDDING = new AtomicBoolean(true);
    private static final AtomicBoolean REFUSING = new AtomicBoolean(true);

    private static LocalProcess kafka;
    private static LocalTams local;
    private static TamsStore store;
    private static RegistrarSite forbidden;
    private static RegistrarSite refused;

    @BeforeAll
    static void start() throws IOException {
        LocalProcess.Home broker = LocalProcess.Home.in(folder.resolve("broker"));
        kafka = LocalProcess.start(broker, null);
        local = LocalTams.start(RecordedStore.config(folder.resolve("store")));
        store = HttpTamsStore.open(local.url(), new Credentials.None());
        String bootstrap = "127.0.0.1:" + broker.kafkaPort();
        refused = site("refused", bootstrap, REFUSING, 400);
        forbidden = site("forbidden", bootstrap, FORBIDDING, 403);
    }

    private static RegistrarSite site(String name, String bootstrap, AtomicBoolean faulty, int status)
            throws IOException {
        FaultScript script = (call, number) ->
                faulty.get() && call == StoreCall.REGISTER ? Optional.of(Fault.refuse(status)) : Optional.empty();
        return RegistrarSite.start(
                folder.resolve(name),
                bootstrap,
                FaultyFront.before(local, Personality.LOCAL, script),
                RegistrarSite.CHUNKS,
                Map.of("registrar.patience", "1s"));
    }

    @AfterAll
    static void stop() {
        refused.close();
        forbidden.close();
        store.close();
        local.close();
        kafka.close();
    }

    @Test
    void parkedFlowsHoldNothingUpAndGoOnWhereTheyAreAllowedToAfterARestart() {
        forbidden.awaitAll(line -> line.state() == Outcome.State.PARKED);
        nothingIsLeftOn(forbidden, Topics.SEGMENTS, "registrar");
        assertThat(end(forbidden, Topics.PARKED).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isGreaterThanOrEqualTo(RegistrarSite.FEEDS * RegistrarSite.CHUNKS);

        forbidden.restart();
        FORBIDDING.set(false);

        assertAllRegisteredOnce(forbidden);
    }

    @Test
    void refusedChunksAreTriedAgainAMinuteLater() {
        nothingIsLeftOn(refused, Topics.SEGMENTS, "registrar");
        refused.restart();
        REFUSING.set(false);

        assertAllRegisteredOnce(refused);
        assertThat(end(refused, Topics.RETRY_1M).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isGreaterThanOrEqualTo(RegistrarSite.FEEDS * RegistrarSite.CHUNKS);
        nothingIsLeftOn(refused, Topics.RETRY_1M, "registrar-retry");
    }

    private static void assertAllRegisteredOnce(RegistrarSite site) {
        assertThat(site.awaitEnd().values()).extracting(Outcome::state).containsOnly(Outcome.State.REGISTERED);
        for (PlannedFeed feed : site.feeds()) {
            assertThat(store.segments(feed.flowId(), SegmentQuery.all()))
                    .extracting(segment -> segment.timerange().toString())
                    .isEqualTo(feed.timeranges());
        }
        assertThat(end(site, Topics.DEAD_LETTERS).values()).containsOnly(0L);
    }

    /** The watermark has moved past everything: what waits does so elsewhere. */
    private static void nothingIsLeftOn(RegistrarSite site, Topic<?> topic, String group) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            Map<TopicPartition, Long> committed = committed(site, group);
            end(site, topic).forEach((partition, end) -> {
                if (end > 0) {
                    assertThat(committed).containsEntry(partition, end);
                }
            });
        });
    }

    private static Map<TopicPartition, Long> committed(RegistrarSite site, String group) {
        try (Admin admin = Clients.admin(site.settings(), "test")) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(site + "." + group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.entrySet().stream()
                    .filter(entry -> entry.getValue() != null)
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<TopicPartition, Long> end(RegistrarSite site, Topic<?> topic) {
        String name = Clients.nameOf(site.settings(), topic);
        try (Admin admin = Clients.admin(site.settings(), "test")) {
            int partitions = admin.describeTopics(List.of(name))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
            List<TopicPartition> all = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) {
                all.add(new TopicPartition(name, partition));
            }
            return admin
                    .listOffsets(all.stream().collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
