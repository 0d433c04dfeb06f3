package tams.ingest.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.Settings;

/**
 * Chunks of several feeds, two seconds each, that lie below the drop root and are planned: what a registrar finds after it
 * was away.
 *
 * @param name what its feeds begin with
 */
record Backlog(String name, int feeds, int chunks, int bytes) {

    static final UUID NAMESPACE = UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2");

    private static final int SECONDS = 2;

    /** The Flow of a feed, from 0. */
    UUID flow(int feed) {
        return Ids.flow(NAMESPACE, id(feed), "video");
    }

    private String id(int feed) {
        return name + "-" + feed;
    }

    /** Where a chunk of a feed lies in time. */
    static TimeRange range(int chunk) {
        return TimeRange.between(
                Timestamp.ofSeconds((long) SECONDS * chunk), Timestamp.ofSeconds((long) SECONDS * (chunk + 1)));
    }

    /** Bytes that differ from those of any other chunk. */
    byte[] content(int feed, int chunk) {
        byte[] content = new byte[bytes];
        new Random(name.hashCode()).nextBytes(content);
        ByteBuffer.wrap(content).putInt(feed).putInt(chunk);
        return content;
    }

    /** Writes the files, and the plans in the order in which live feeds would bring them. */
    void write(Path drop, Settings settings) throws IOException, InterruptedException {
        try (Producer<String, Event> producer = Clients.producer(settings, "backlog")) {
            String topic = Clients.nameOf(settings, Topics.SEGMENTS);
            for (int chunk = 0; chunk < chunks; chunk++) {
                for (int feed = 0; feed < feeds; feed++) {
                    // On a topic this young, records that overtake one another keep each other out for two minutes.
                    RecordMetadata unused = producer.send(
                                    new ProducerRecord<>(topic, id(feed), plan(drop, feed, chunk)))
                            .get();
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("a plan was not written", e);
        }
    }

    private SegmentPlanned plan(Path drop, int feed, int chunk) throws IOException {
        byte[] content = content(feed, chunk);
        String path = id(feed) + "/chunk_" + chunk + ".ts";
        Files.createDirectories(drop.resolve(id(feed)));
        Files.write(drop.resolve(path), content);
        ChunkFile file = new ChunkFile(path, content.length, sha256(content));
        Timestamp start = Timestamp.ofSeconds((long) SECONDS * chunk);
        UUID source = Ids.source(NAMESPACE, id(feed), "video");
        return new SegmentPlanned(
                id(feed),
                Ids.arrival(id(feed), file),
                file,
                flow(feed),
                Ids.job(flow(feed), file, start),
                List.of(new SegmentPlanned.Segment(range(chunk), start, null, Timestamp.ofTicks(3_600), 1)),
                List.of(new SegmentPlanned.Flow(flow(feed), source, "video", video())),
                null,
                new FeedSettings(NAMESPACE, 1, Feed.named(id(feed))),
                Instant.EPOCH);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Measurement.Stream video() {
        return new Measurement.Stream(
                256,
                1,
                Measurement.Kind.VIDEO,
                "h264",
                null,
                null,
                640,
                360,
                Rational.of(25),
                null,
                null,
                50,
                0,
                1L,
                null,
                null,
                Rational.of(3_600),
                0L,
                180_000L,
                null,
                null,
                List.of());
    }
}
