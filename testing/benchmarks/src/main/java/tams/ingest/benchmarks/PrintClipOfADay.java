package tams.ingest.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import tams.ingest.client.Allocation;
import tams.ingest.client.Credentials;
import tams.ingest.client.EssenceParameters;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowQuery;
import tams.ingest.client.Format;
import tams.ingest.client.HttpTamsStore;
import tams.ingest.client.SegmentPost;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.StorageRequest;
import tams.ingest.client.TamsApi;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * Prints how long a clip of a day takes, 43,200 segments of two seconds, on the all-in-one: made by the command alone in a
 * heap of 48 MiB, and by the services from a range without an end. Run it from the project root.
 */
public final class PrintClipOfADay {

    private static final int SEGMENTS = 43_200;
    private static final int SECONDS = 2;
    private static final long GROWN_MAX_S = 300;
    private static final UUID FLOW = UUID.fromString("5a2ff7a3-6b0a-5a3b-9df6-7a6d8a1a9b10");
    private static final UUID SOURCE = UUID.fromString("0f1f4f55-8ac5-5f2e-a27c-2b6f3c5d7e11");

    private PrintClipOfADay() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.facts());
        Path folder = Files.createTempDirectory("clip-of-a-day");
        try (Processes processes = new Processes(folder)) {
            String kafka = Processes.freePort();
            String tams = Processes.freePort();
            Process local = processes.local(folder.resolve("drop"), kafka, tams, Processes.freePort(), List.of());
            processes.flags.put("tams.url", "http://127.0.0.1:" + tams);
            processes.flags.put("kafka.bootstrap", "127.0.0.1:" + kafka);
            try (TamsApi store = HttpTamsStore.open(URI.create("http://127.0.0.1:" + tams), new Credentials.None())) {
                fill(store, folder);
                report("one segment, by the command", create(processes, "[0:0_2:0)", "--once"));
                report("a day, by the command", create(processes, "[0:0_86400:0)", "--once"));
                long before = Processes.heapInUse(local);
                long start = System.nanoTime();
                long command = create(processes, "[0:0_", "--start-at", "10:0");
                awaitGrown(store);
                report("a day, by the services", System.nanoTime() - start);
                report("of it the command", command);
                System.out.printf(
                        Locale.ROOT,
                        "heap of the all-in-one: %d MiB before, %d MiB after%n",
                        before >> 20,
                        Processes.heapInUse(local) >> 20);
            }
        }
        Processes.remove(folder);
    }

    private static void fill(TamsApi store, Path folder) throws IOException {
        var unused = store.putFlow(Flow.builder(FLOW, SOURCE, Format.VIDEO)
                .label("a day")
                .codec("video/h264")
                .container("video/mp2t")
                .essenceParameters(EssenceParameters.video(1920, 1080, Rational.of(25)))
                .build());
        Allocation place =
                store.allocate(FLOW, StorageRequest.ofObjects(List.of("a-day"))).get(0);
        var sent = store.put(place, Files.writeString(folder.resolve("media"), "media"));
        for (int from = 0; from < SEGMENTS; from += TamsStore.SEGMENTS_PER_CALL_MAX) {
            List<SegmentPost> posts = IntStream.range(from, Math.min(SEGMENTS, from + TamsStore.SEGMENTS_PER_CALL_MAX))
                    .mapToObj(number -> segment(place.objectId(), number))
                    .toList();
            if (!store.register(FLOW, posts).isComplete() || sent.bytes() == 0) {
                throw new IOException("the store did not take the day");
            }
        }
    }

    private static SegmentPost segment(String object, int number) {
        Timestamp start = Timestamp.ofSeconds((long) SECONDS * number);
        return new SegmentPost(
                object,
                TimeRange.between(start, Timestamp.ofSeconds((long) SECONDS * (number + 1))),
                start,
                null,
                null,
                null);
    }

    /** @return nanoseconds from the call to its end, JVM included */
    private static long create(Processes processes, String range, String... more) throws Exception {
        List<String> words = new ArrayList<>(
                List.of("clips", "create", "--from-flow", FLOW.toString(), "--timerange", range, "--label", range));
        words.addAll(List.of(more));
        long start = System.nanoTime();
        Process process = processes.start("-Xmx48m", words);
        if (!process.waitFor(GROWN_MAX_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("the command failed; its log is beside the others");
        }
        return System.nanoTime() - start;
    }

    private static void awaitGrown(TamsApi store) throws Exception {
        UUID clip = store.flows(FlowQuery.ALL).stream()
                .filter(flow -> "[0:0_".equals(flow.label()))
                .map(Flow::id)
                .findFirst()
                .orElseThrow();
        TimeRange last = segment("a-day", SEGMENTS - 1).timerange().shifted(Timestamp.ofSeconds(10));
        long start = System.nanoTime();
        while (store.segments(clip, SegmentQuery.all().latestFirst().first(1)).stream()
                .noneMatch(segment -> segment.timerange().equals(last))) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(GROWN_MAX_S)) {
                throw new IOException("the clip did not grow");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        int there = store.segments(clip, SegmentQuery.all()).size();
        if (there != SEGMENTS) {
            throw new IOException("the clip has " + there + " segments, not " + SEGMENTS);
        }
    }

    private static void report(String what, long nanos) {
        System.out.printf(Locale.ROOT, "%s: %.1f s%n", what, nanos / 1e9);
    }
}
