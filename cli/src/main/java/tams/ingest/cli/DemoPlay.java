package tams.ingest.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.FeedLine;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.GapEvent;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicReader;
import tams.ingest.registrar.StoreConnection;

/**
 * Plays the samples as an encoder would and waits for what must come of them: a chunk that comes late, one that comes
 * twice and a file that is none are among them.
 */
final class DemoPlay {

    private static final Duration CADENCE = Duration.ofMillis(100);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration OUTCOME_WAIT = Duration.ofSeconds(40);

    private static final String LATE = "camera-1_004.ts";
    private static final String TWICE = "camera-1_002.ts";
    private static final String TWICE_AS = "camera-1_002 again.ts";
    private static final String BROKEN = "camera-1_099.ts";

    private final Settings settings;
    private final Path drop;
    private final Map<String, FeedStatus> status = new ConcurrentHashMap<>();
    private final Set<String> found = new ConcurrentSkipListSet<>();

    DemoPlay(Settings settings, Path drop) {
        this.settings = settings;
        this.drop = drop;
    }

    DemoReport run() throws IOException {
        try (TopicReader<FeedLine> statuses =
                        TopicReader.follow(settings, Topics.FEED_STATUS, "demo-status", (feed, line) -> {
                            if (line instanceof FeedStatus now && Samples.FEEDS.contains(feed)) {
                                status.put(feed, now);
                            }
                        });
                TopicReader<GapEvent> gaps = TopicReader.follow(settings, Topics.GAPS, "demo-gaps", (feed, event) -> {
                    if (event != null) {
                        found.add(event.getClass().getSimpleName() + " " + event.timerange());
                    }
                });
                TamsStore store = StoreConnection.open(settings)) {
            statuses.caughtUp().join();
            gaps.caughtUp().join();
            List<DemoReport.Check> checks = new ArrayList<>();
            play();
            boolean reported = await(() -> found.stream().anyMatch(each -> each.startsWith("GapDetected")));
            checks.add(
                    new DemoReport.Check("the missing chunk " + LATE + " is reported as a gap", reported, "" + found));
            playLate();
            boolean settled = await(this::isSettled);
            checks.add(new DemoReport.Check("every file has its outcome", settled, "" + status.values()));
            boolean filled = await(() -> found.stream().anyMatch(each -> each.startsWith("GapFilled")));
            checks.add(new DemoReport.Check("the late chunk fills the gap", filled, "" + found));
            boolean tidy = await(() -> left().isEmpty());
            checks.add(new DemoReport.Check("every file is archived, the broken one in quarantine", tidy, "" + left()));
            return DemoReport.of(store, Map.copyOf(status), checks);
        }
    }

    private void play() throws IOException {
        List<String> camera = Samples.chunks(Samples.CAMERA);
        List<String> radio = Samples.chunks(Samples.RADIO);
        for (int i = 0; i < camera.size(); i++) {
            if (!camera.get(i).equals(LATE)) {
                put(Samples.CAMERA, camera.get(i), Samples.chunk(Samples.CAMERA, camera.get(i)));
            }
            put(Samples.RADIO, radio.get(i), Samples.chunk(Samples.RADIO, radio.get(i)));
            pause(CADENCE);
        }
    }

    private void playLate() throws IOException {
        put(Samples.CAMERA, LATE, Samples.chunk(Samples.CAMERA, LATE));
        put(Samples.CAMERA, TWICE_AS, Samples.chunk(Samples.CAMERA, TWICE));
        put(Samples.CAMERA, BROKEN, "This is not a transport stream.\n".getBytes(StandardCharsets.UTF_8));
    }

    /** As a careful writer does: under a temporary name, renamed when whole. */
    private void put(String feed, String name, byte[] bytes) throws IOException {
        Path folder = Files.createDirectories(drop.resolve(feed));
        Path growing = Files.write(folder.resolve(name + ".tmp"), bytes);
        Files.move(growing, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean isSettled() {
        FeedStatus camera = status.getOrDefault(Samples.CAMERA, FeedStatus.empty(Samples.CAMERA));
        FeedStatus radio = status.getOrDefault(Samples.RADIO, FeedStatus.empty(Samples.RADIO));
        return camera.counts().registered() == Samples.chunks(Samples.CAMERA).size()
                && camera.counts().duplicate() == 1
                && camera.counts().poison() == 1
                && camera.gaps() == 0
                && radio.counts().registered() == Samples.chunks(Samples.RADIO).size();
    }

    private List<Path> left() {
        List<Path> left = new ArrayList<>();
        for (String feed : List.of(Samples.CAMERA, Samples.RADIO)) {
            try (Stream<Path> files = Files.list(drop.resolve(feed))) {
                files.forEach(left::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return left;
    }

    private static boolean await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + OUTCOME_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(POLL);
        }
        return true;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
