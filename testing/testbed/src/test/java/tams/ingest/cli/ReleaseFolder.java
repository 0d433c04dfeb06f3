package tams.ingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Clients;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicSetup;

/**
 * What a release left in its data folder, small enough to be kept: the store's database and objects as they were, the
 * records of all topics as lines of JSON, since a broker's own files take megabytes. The local state of the stream
 * processor is left out: it comes back from the topics.
 */
public final class ReleaseFolder {

    private static final String RECORDS = "records.jsonl";
    private static final String DATABASE = "tams.mv.db";
    private static final String OBJECTS = "tams/objects/tams";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

    private ReleaseFolder() {}

    /** Keeps the data folder of a {@code local} that has ended: {@code ReleaseFolder DATA FOLDER}. */
    public static void main(String... arguments) throws IOException {
        keep(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    private static void keep(Path data, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("objects"));
        Files.copy(data.resolve("namespace"), folder.resolve("namespace"));
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(folder.resolve(DATABASE + ".gz")))) {
            Files.copy(data.resolve("tams").resolve(DATABASE), packed);
        }
        try (Stream<Path> objects = Files.list(data.resolve(OBJECTS))) {
            for (Path object : objects.toList()) {
                Files.copy(object, folder.resolve("objects").resolve(object.getFileName()));
                ObjectNode attributes = Json.MAPPER.createObjectNode();
                UserDefinedFileAttributeView view = attributes(object);
                for (String name : view.list()) {
                    ByteBuffer value = ByteBuffer.allocate(view.size(name));
                    view.read(name, value);
                    attributes.put(name, value.array());
                }
                Files.writeString(folder.resolve("objects").resolve(object.getFileName() + ".json"), attributes + "\n");
            }
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0)) {
            Files.write(folder.resolve(RECORDS), records(settings(broker)));
        }
    }

    private static UserDefinedFileAttributeView attributes(Path file) {
        return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    }

    private static Settings settings(EmbeddedBroker broker) {
        return Settings.load(
                null,
                Map.of(),
                Map.of(
                        "kafka.bootstrap",
                        broker.bootstrap(),
                        "kafka.partitions",
                        "" + Topics.PARTITIONS_LOCAL,
                        "kafka.replication",
                        "1"));
    }

    private static List<String> records(Settings settings) {
        List<String> lines = new ArrayList<>();
        try (Consumer<String, byte[]> consumer =
                Clients.consumer(settings, "release-folder", new ByteArrayDeserializer(), Map.of())) {
            List<TopicPartition> partitions = Topics.ALL.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                    .map(found -> new TopicPartition(found.topic(), found.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> lines.add(line(record)));
            }
        }
        return lines;
    }

    private static String line(ConsumerRecord<String, byte[]> record) {
        ObjectNode line = Json.MAPPER
                .createObjectNode()
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("at", Instant.ofEpochMilli(record.timestamp()).toString())
                .put("key", record.key());
        ObjectNode headers = line.putObject("headers");
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        if (record.value() != null) {
            line.set("value", Json.read(record.value(), JsonNode.class));
        }
        return line.toString();
    }

    /**
     * Makes a data folder of it, for a {@code local} that has not started yet.
     *
     * @param folder as {@link #main} left it
     * @param age how long ago the release stopped: what is older than topics and ledger keep would be gone
     */
    public static void restore(Path folder, Path data, Duration age) throws IOException, InterruptedException {
        Files.createDirectories(data.resolve(OBJECTS));
        Files.copy(folder.resolve("namespace"), data.resolve("namespace"));
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(folder.resolve(DATABASE + ".gz")))) {
            Files.copy(packed, data.resolve("tams").resolve(DATABASE));
        }
        try (Stream<Path> objects = Files.list(folder.resolve("objects"))) {
            for (Path object :
                    objects.filter(file -> file.toString().endsWith(".ts")).toList()) {
                Path copy = Files.copy(object, data.resolve(OBJECTS).resolve(object.getFileName()));
                JsonNode kept =
                        Json.MAPPER.readTree(Files.readAllBytes(object.resolveSibling(object.getFileName() + ".json")));
                for (Map.Entry<String, JsonNode> attribute : kept.properties()) {
                    byte[] value =
                            Base64.getDecoder().decode(attribute.getValue().asText());
                    attributes(copy).write(attribute.getKey(), ByteBuffer.wrap(value));
                }
            }
        }
        List<String> lines = Files.readAllLines(folder.resolve(RECORDS));
        Instant last = lines.stream()
                .map(line -> Instant.parse(Json.read(line.getBytes(UTF_8), JsonNode.class)
                        .path("at")
                        .asText()))
                .max(Instant::compareTo)
                .orElseThrow();
        Duration shift = Duration.between(last, Instant.now().minus(age));
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0)) {
            TopicSetup.ensure(settings(broker));
            write(broker, lines.stream().map(line -> shifted(line, shift)).toList());
        } catch (ExecutionException e) {
            throw new IOException("a record was not written", e);
        }
    }

    private static String shifted(String line, Duration shift) {
        return INSTANT.matcher(line)
                .replaceAll(found -> Instant.parse(found.group()).plus(shift).toString());
    }

    private static void write(EmbeddedBroker broker, List<String> lines)
            throws InterruptedException, ExecutionException {
        Map<String, Object> options = new HashMap<>(Map.of("bootstrap.servers", broker.bootstrap(), "acks", "all"));
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(options, new StringSerializer(), new ByteArraySerializer())) {
            for (String line : lines) {
                JsonNode record = Json.read(line.getBytes(UTF_8), JsonNode.class);
                JsonNode value = record.path("value");
                ProducerRecord<String, byte[]> written = new ProducerRecord<>(
                        record.path("topic").asText(),
                        record.path("partition").asInt(),
                        Instant.parse(record.path("at").asText()).toEpochMilli(),
                        record.path("key").asText(),
                        value.isMissingNode() ? null : value.toString().getBytes(UTF_8));
                record.path("headers")
                        .properties()
                        .forEach(header -> written.headers()
                                .add(header.getKey(), header.getValue().asText().getBytes(UTF_8)));
                RecordMetadata unused = producer.send(written).get();
            }
        }
    }
}
