package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tams.ingest.kit.Settings;

/** Which letters go back, as what records, and what is shown of letters that are no letters. */
class RedriveTest {

    private static final String VALUE =
            "{\"file\":{\"path\":\"a/x\\u001b[31m.ts\"},\"arrival\":\"00000000-0000-0001-0000-000000000001\"}";
    private static final Redrive RULES = new Redrive(Set.of("p.ingest.segments", "p.ingest.chunks"), 3);

    @ParameterizedTest
    @CsvSource({
        "p.ingest.segments, segment-planned, 0, ''",
        "p.ingest.segments, segment-planned, 2, ''",
        "p.ingest.chunks,   chunk-arrived,   0, ''",
        "p.ingest.segments, none,            0, ''",
        "p.ingest.segments, segment-planned, 3, 3 times already",
        "p.ingest.segments, segment-planned, 9, 9 times already",
        "p.ingest.segments, chunk-refused,   0, drop a mended file",
        "ingest.segments,   segment-planned, 0, no topic that chunks or clips travel on",
        "p.ingest.outcomes, outcome,         0, no topic that chunks or clips travel on"
    })
    void putsBackWhatMayWorkTheNextTime(String topic, String type, int replays, String objection) {
        Optional<String> found = RULES.objection(letter(topic, type, replays));

        assertThat(found.orElse("")).contains(objection);
        assertThat(found.isEmpty()).isEqualTo(objection.isEmpty());
    }

    @Test
    void putsBackReferencesOfClipsToo() {
        Redrive rules = Redrive.to(Settings.load(null, Map.of(), Map.of("kafka.topic_prefix", "p.")), 3);

        assertThat(rules.objection(letter("p.ingest.references", "reference-planned", 0)))
                .isEmpty();
        assertThat(rules.objection(letter("p.ingest.clips", "clip-defined", 0))).isPresent();
    }

    @Test
    void makesTheOriginalRecordWithoutTheLettersHeadersAndCountsIt() {
        ProducerRecord<String, byte[]> record = Redrive.record(letter("p.ingest.segments", "segment-planned", 1));

        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        assertThat(headers)
                .containsExactly(Map.entry("ce_type", "tams.ingest.segment-planned.v1"), Map.entry("x-replays", "2"));
        assertThat(record.topic()).isEqualTo("p.ingest.segments");
        assertThat(record.key()).isEqualTo("camera-1");
        assertThat(record.value()).isEqualTo(VALUE.getBytes(StandardCharsets.UTF_8));
        assertThat(record.partition()).isNull();
    }

    @Test
    void showsNothingThatATerminalWouldObey() {
        assertThat(letter("p.ingest.segments", "segment-planned", 0).shownFile())
                .isEqualTo("a/x?[31m.ts");
    }

    @ParameterizedTest
    @CsvSource({
        "STORE_REF, true",
        "x.*ts$, true",
        "answered 4\\d\\d, true",
        "0001-0000, true",
        "CHUNK, true",
        "camera, false"
    })
    void findsALetterByWhatAPersonWouldLookFor(String pattern, boolean found) {
        assertThat(letter("p.ingest.segments", "segment-planned", 0).matches(Pattern.compile(pattern)))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"{", "[]", "''", "7"})
    void readsALetterThatIsNoEventAsFarAsItGoes(String value) {
        DeadLetter letter =
                new DeadLetter(new ConsumerRecord<>("letters", 3, 17, "k", value.getBytes(StandardCharsets.UTF_8)));

        assertThat(letter.id()).isEqualTo("3-17");
        assertThat(letter.arrival()).isNull();
        assertThat(letter.whole()).containsKeys("headers", "value").doesNotContainKey("file");
        assertThat(RULES.objection(letter)).isPresent();
    }

    private static DeadLetter letter(String topic, String type, int replays) {
        RecordHeaders headers = new RecordHeaders();
        put(headers, "ce_type", "tams.ingest." + type + ".v1");
        put(headers, "x-replays", "" + replays);
        put(headers, "x-original-topic", topic);
        put(headers, "x-attempts", "4");
        put(headers, "x-first-failed-at", "2026-11-22T12:00:00Z");
        put(headers, "x-error-class", "CHUNK");
        put(headers, "__streams.errors.exception", "STORE_REFUSES");
        put(headers, "__streams.errors.message", "register answered 400");
        byte[] value = VALUE.getBytes(StandardCharsets.UTF_8);
        return new DeadLetter(new ConsumerRecord<>(
                "letters", 3, 17, 0L, TimestampType.CREATE_TIME, 0, 0, "camera-1", value, headers, Optional.empty()));
    }

    private static void put(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
