package tams.ingest.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import tams.ingest.contracts.ChunkRefused;
import tams.ingest.contracts.EventTypes;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.Replays;
import tams.ingest.kit.Settings;

/**
 * Whether a dead letter may go back to where it came from, and as what record: the original key and bytes, without the
 * letter's headers, counted in {@code x-replays}.
 *
 * @param topics the full names of the topics that chunks and references of clips travel on
 * @param maxReplays how often one chunk may be put back
 */
record Redrive(Set<String> topics, int maxReplays) {

    private static final String REFUSED = EventTypes.nameOf(ChunkRefused.class);
    private static final List<String> LETTERS_OWN = List.of(
            "x-original-topic",
            "x-attempts",
            "x-first-failed-at",
            "x-error-class",
            "x-retries",
            "x-generation",
            "x-cause",
            "x-reason");

    static Redrive to(Settings settings, int maxReplays) {
        return new Redrive(
                Stream.of(Topics.CHUNKS, Topics.SEGMENTS, Topics.REFERENCES)
                        .map(topic -> Clients.nameOf(settings, topic))
                        .collect(Collectors.toUnmodifiableSet()),
                maxReplays);
    }

    /** Why a letter stays where it is. */
    Optional<String> objection(DeadLetter letter) {
        if (REFUSED.equals(letter.type())) {
            return Optional.of("segmenter-router refused the chunk for what it is, and would again: drop a mended file,"
                    + " then discard the letter");
        }
        String topic = letter.originalTopic();
        if (topic == null || !topics.contains(topic)) {
            return Optional.of(
                    "it came from " + topic + ", which is no topic that chunks or clips travel on: discard it");
        }
        if (letter.replays() >= maxReplays) {
            return Optional.of("it was put back " + letter.replays()
                    + " times already: find out what is wrong with it, then raise --max-replays or discard it");
        }
        return Optional.empty();
    }

    /** What goes back. The same letter always makes the same record, so one that goes twice counts once. */
    static ProducerRecord<String, byte[]> record(DeadLetter letter) {
        Headers headers = new RecordHeaders();
        for (Header header : letter.record().headers()) {
            if (!header.key().startsWith("__streams.errors.") && !LETTERS_OWN.contains(header.key())) {
                headers.add(header);
            }
        }
        Replays.set(headers, letter.replays() + 1);
        return new ProducerRecord<>(
                String.valueOf(letter.originalTopic()),
                null,
                letter.record().key(),
                letter.record().value(),
                headers);
    }
}
