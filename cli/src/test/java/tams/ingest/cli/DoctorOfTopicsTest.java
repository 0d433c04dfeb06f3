package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import tams.ingest.client.EssenceParameters;
import tams.ingest.client.Flow;
import tams.ingest.client.Format;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.StoreUrl;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.FeedFile;
import tams.ingest.kit.Keys;
import tams.ingest.kit.TopicSetup;
import tams.ingest.registrar.StoreConnection;

/** Goal: what is wrong inside Kafka is found by its name, each time with topics of its own. */
class DoctorOfTopicsTest extends DoctorSite {

    @Test
    void findsTopicsThatAreMissing() {
        withTopicsOfItsOwn();

        assertThat(complaints()).containsExactly("failed topics");
    }

    @Test
    void findsATopicThatLosesWhatWasWritten() throws Exception {
        withTopicsOfItsOwn();
        withTopicsAndFeeds(Feed.named("one"));
        try (Admin admin = Clients.admin(settings(), "test")) {
            ConfigResource ledger =
                    new ConfigResource(ConfigResource.Type.TOPIC, Clients.nameOf(settings(), Topics.OUTCOMES));
            admin.incrementalAlterConfigs(Map.of(
                            ledger,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }

        assertThat(complaints()).containsExactly("failed topic-settings");
    }

    @Test
    void findsThatThereAreNoFeeds() {
        withTopicsOfItsOwn();
        TopicSetup.ensure(settings());

        assertThat(complaints()).containsExactly("warning feeds");
    }

    @Test
    void findsAServiceThatIsFarBehind() throws Exception {
        withTopicsOfItsOwn();
        withTopicsAndFeeds(Feed.named("one"));
        TopicPartition plans = new TopicPartition(Clients.nameOf(settings(), Topics.SEGMENTS), 0);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Clients.base(settings(), "test"), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long record = 0; record <= GroupCheckup.BEHIND_MAX; record++) {
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>(plans.topic(), plans.partition(), null, new byte[1]));
            }
        }
        try (Admin admin = Clients.admin(settings(), "test")) {
            String group = settings().get(Keys.KAFKA_TOPIC_PREFIX) + "registrar";
            admin.alterConsumerGroupOffsets(group, Map.of(plans, new OffsetAndMetadata(1)))
                    .all()
                    .get();
            assertThat(complaints()).isEmpty();

            admin.alterConsumerGroupOffsets(group, Map.of(plans, new OffsetAndMetadata(0)))
                    .all()
                    .get();
        }

        assertThat(complaints()).containsExactly("warning group-lag");
        assertThat(findings())
                .filteredOn(each -> each.name().equals("group-lag"))
                .extracting(Finding::found)
                .singleElement()
                .asString()
                .contains("1001 records of " + plans.topic());
    }

    @Test
    void findsAFeedWithoutItsFolder() throws IOException {
        withTopicsAndFeeds(Feed.named("one"));
        Files.delete(folder.resolve("drop/one"));

        assertThat(complaints()).containsExactly("warning feed-folders");
    }

    @Test
    void findsAFlowThatTakesNothingAndOneThatIsGone() throws IOException {
        withTopicsOfItsOwn();
        UUID readOnly = UUID.randomUUID();
        try (TamsApi api = StoreConnection.open(settings())) {
            api.putFlow(Flow.builder(readOnly, UUID.randomUUID(), Format.MULTI).build());
            api.setFlowReadOnly(readOnly, true);
        }
        withTopicsAndFeeds(withFlow("one", readOnly), withFlow("two", UUID.randomUUID()));

        assertThat(complaints()).containsExactly("failed flows");
        assertThat(findings())
                .filteredOn(each -> each.name().equals("flows"))
                .extracting(Finding::found)
                .anyMatch(found -> found.contains("is read-only"))
                .anyMatch(found -> found.contains("is gone"));
    }

    @Test
    void findsAnAddressThatLeadsNowhereFromHere() throws IOException {
        withTopicsOfItsOwn();
        UUID far = UUID.randomUUID();
        try (TamsApi api = StoreConnection.open(settings())) {
            api.putFlow(Flow.builder(far, UUID.randomUUID(), Format.VIDEO)
                    .codec("video/h264")
                    .container("video/mp2t")
                    .essenceParameters(EssenceParameters.video(1280, 720, Rational.of(25)))
                    .build());
            SegmentPost elsewhere = new SegmentPost("far-" + far, TimeRange.parse("[0:0_2:0)"), null, null, null, null)
                    .at(List.of(new SegmentPost.ExternalUrl(
                            StoreUrl.of("http://store.invalid:9000/bucket/far?X-Amz-Signature=secret"), "far")));
            assertThat(api.register(far, List.of(elsewhere)).isComplete()).isTrue();
        }
        withTopicsAndFeeds(withFlow("far", far));

        assertThat(complaints()).containsExactly("failed signed-urls");
        assertThat(findings())
                .filteredOn(each -> each.name().equals("signed-urls"))
                .extracting(Finding::found)
                .allMatch(found -> found.contains("store.invalid:9000") && !found.contains("secret"));
    }

    private static Feed withFlow(String id, UUID flow) throws IOException {
        Path file = Files.createTempFile(shared, id, ".yaml");
        Files.writeString(file, "feeds:\n  - id: " + id + "\n    flow: {id: " + flow + "}\n");
        return FeedFile.read(file).get(0);
    }
}
