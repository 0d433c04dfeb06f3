package tams.ingest.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Topic;
import tams.ingest.kit.Clients;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TemporaryException;
import tams.ingest.kit.TopicReader;

/** A topic as it stands now, read once from beginning to end. */
final class TopicSnapshot {

    private static final int READ_TIMEOUT_S = 30;

    private TopicSnapshot() {}

    /** Gives every record to the sink, then returns. @throws TemporaryException when Kafka does not answer in time or the topic is not there yet */
    static <T extends Event> void read(Settings settings, Topic<T> topic, TopicReader.Sink<T> sink) {
        String name = Clients.nameOf(settings, topic);
        try (TopicReader<T> reader = TopicReader.follow(settings, topic, "snapshot-" + topic.name(), sink)) {
            reader.caughtUp().get(READ_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TemporaryException(
                    "the topic " + name + " cannot be read from Kafka at " + settings.get(Keys.KAFKA_BOOTSTRAP)
                            + "; check kafka.bootstrap and that the services run",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporaryException("interrupted while reading " + name, e);
        }
    }
}
