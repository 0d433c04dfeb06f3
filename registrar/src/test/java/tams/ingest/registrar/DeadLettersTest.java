package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static tams.ingest.registrar.SegmentPath.TOPIC;
import static tams.ingest.registrar.SegmentPath.refused;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.SegmentPlanned;

/** What a dead letter carries, and that the records behind it go on. */
@Timeout(60)
class DeadLettersTest {

    @TempDir
    private Path root;

    private SegmentPath path;

    @BeforeEach
    void assign() {
        path = new SegmentPath(root);
    }

    @Test
    void sendsTheOriginalBytesWithTheReasonInTheHeaders() {
        ChunkRefused refused = refused(ChunkRefused.Verdict.POISON);
        path.arrives(refused);

        path.run(false);

        ProducerRecord<String, byte[]> letter = path.on("ingest.dead-letters").get(0);
        assertThat(letter.key()).isEqualTo("camera-1");
        assertThat(letter.value()).isEqualTo(Json.bytes(refused));
        assertThat(header(letter, "ce_type")).isEqualTo("tams.ingest.chunk-refused.v1");
        assertThat(header(letter, "__streams.errors.exception")).isEqualTo("NOT_TS");
        assertThat(header(letter, "__streams.errors.message")).isEqualTo("no sync byte in x.ts");
        assertThat(header(letter, "__streams.errors.stacktrace")).isEmpty();
        assertThat(header(letter, "__streams.errors.topic")).isEqualTo(TOPIC);
        assertThat(header(letter, "__streams.errors.partition")).isEqualTo("0");
        assertThat(header(letter, "__streams.errors.offset")).isEqualTo("0");
        assertThat(header(letter, "x-original-topic")).isEqualTo(TOPIC);
        assertThat(header(letter, "x-error-class")).isEqualTo("PERMANENT");
        assertThat(header(letter, "x-attempts")).isEqualTo("1");
        assertThat(header(letter, "x-first-failed-at")).isEqualTo(Plans.AT.toString());
    }

    @Test
    void goesOnAfterARecordThatIsNoEvent() {
        path.arrives("camera-1", "{".getBytes(StandardCharsets.UTF_8), new RecordHeaders());
        path.arrives("camera-1", Plans.written(root, "camera-2", 0));
        path.arrives(Plans.written(root, "camera-1", 0));

        path.run(false);

        assertThat(path.on("ingest.dead-letters"))
                .extracting(letter -> header(letter, "__streams.errors.exception"))
                .containsExactly("MALFORMED", "MALFORMED");
        assertThat(path.store.all()).hasSize(1);
        assertThat(path.committed()).isEqualTo(3);
        assertThat(path.fatal).isEmpty();
    }

    /** What loses its partition unawares finds the file gone: archived, because its successor registered the chunk. */
    @Test
    void writesNoneForAChunkThatAnotherRegistrarHasRegistered() {
        Plans.written(root, "camera-1", 0);
        SegmentPlanned plan = Plans.of(
                "camera-1", new ChunkFile("camera-1/archived.ts", 10, "0".repeat(64)), 1, List.of(Plans.VIDEO));
        path.arrives(plan);
        path.run(false);
        assertThat(path.sleeping).hasSize(1);

        RegistrationEffect.Line line =
                new RegistrationEffect.Line(Outcome.State.REGISTERED, null, null, plan.job() + "-g0", 1);
        Outcome registered = Lines.of(plan, line, 0, Plans.AT);
        path.ledger.seen(registered.key(), registered);
        path.run(true);

        assertThat(path.on("ingest.dead-letters")).isEmpty();
        assertThat(path.on("ingest.outcomes")).hasSize(1);
        assertThat(path.committed()).isEqualTo(1);
    }

    private static String header(ProducerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
