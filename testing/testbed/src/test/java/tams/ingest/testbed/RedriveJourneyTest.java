package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
import tams.ingest.contracts.SegmentPlanned;
import tams.ingest.local.LocalTams;
import tams.ingest.local.RecordedStore;

/**
 * Goal: what the pipeline gave up on gets into the store once an operator says so, each chunk once. Method: a real broker
 * and store, a front that refuses every registration until it is mended, and the commands as processes.
 */
@Timeout(180)
class RedriveJourneyTest {

    private static final String SITE = "redrive";
    private static final int CHUNKS = 2;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static final AtomicBoolean REFUSING = new AtomicBoolean(true);

    private static LocalProcess kafka;
    private static LocalTams local;
    private static TamsStore store;
    private static RegistrarSite site;
    private static Map<String, String> environment;

    @BeforeAll
    static void start() throws IOException {
        LocalProcess.Home broker = LocalProcess.Home.in(folder.resolve("broker"));
        kafka = LocalProcess.start(broker, null);
        local = LocalTams.start(RecordedStore.config(folder.resolve("store")));
        store = HttpTamsStore.open(local.url(), new Credentials.None());
        FaultScript refusal = (call, number) ->
                REFUSING.get() && call == StoreCall.REGISTER ? Optional.of(Fault.refuse(400)) : Optional.empty();
        String bootstrap = "127.0.0.1:" + broker.kafkaPort();
        site = RegistrarSite.start(
                folder.resolve(SITE),
                bootstrap,
                FaultyFront.before(local, Personality.LOCAL, refusal),
                CHUNKS,
                Map.of("registrar.patience", "1s", "registrar.retries_max", "0"));
        environment = Map.of("TAMS_INGEST_KAFKA_BOOTSTRAP", bootstrap, "TAMS_INGEST_KAFKA_TOPIC_PREFIX", SITE + ".");
    }

    @AfterAll
    static void stop() {
        site.close();
        store.close();
        local.close();
        kafka.close();
    }

    @Test
    void whatWasGivenUpIsRegisteredOnceAfterItIsPutBack() throws IOException {
        assertThat(site.awaitEnd().values()).extracting(Outcome::state).containsOnly(Outcome.State.POISON);
        PlannedFeed feed = site.feeds().get(0);
        moveAway(feed.plans().get(1));
        REFUSING.set(false);
        assertThat(run("list", "--json")).hasSize(RegistrarSite.FEEDS * CHUNKS).allSatisfy(letter -> {
            assertThat(letter.path("cause").asText()).isEqualTo("STORE_REFUSES");
            assertThat(letter.path("error_class").asText()).isEqualTo("CHUNK");
            assertThat(letter.path("original_topic").asText()).isEqualTo(SITE + ".ingest.segments");
        });

        assertThat(run("redrive", "--feed", feed.id(), "--dry-run", "--json").path("done"))
                .hasSize(CHUNKS);
        assertThat(run("redrive", "--feed", feed.id(), "--json", "--reason", "the store was mended")
                        .path("done"))
                .hasSize(CHUNKS);
        for (SegmentPlanned plan : feed.plans()) {
            site.await(Outcome.key(feed.id(), plan.arrival()), line -> line.state() == Outcome.State.REGISTERED);
        }

        assertThat(store.segments(feed.flowId(), SegmentQuery.all()))
                .extracting(segment -> segment.timerange().toString())
                .isEqualTo(feed.timeranges());
        theOthersCanBeDiscarded(feed);
    }

    private static void theOthersCanBeDiscarded(PlannedFeed feed) throws IOException {
        JsonNode rest = run("list", "--json");
        assertThat(rest)
                .hasSize((RegistrarSite.FEEDS - 1) * CHUNKS)
                .allSatisfy(letter -> assertThat(letter.path("feed").asText()).isNotEqualTo(feed.id()));
        String one = rest.path(0).path("id").asText();
        assertThat(run("show", one, "--json").path(0).path("value").path("job").asText())
                .isNotEmpty();
        assertThat(run("discard", one, "--json").path("done")).hasSize(1);
        assertThat(command("show", one).exit()).isEqualTo(2);
    }

    /** As ingest-watcher does with the file of a refused chunk. */
    private static void moveAway(SegmentPlanned plan) throws IOException {
        Path root = folder.resolve(SITE);
        Path place = Files.createDirectories(root.resolve("quarantine/store_refuses/" + plan.feed()));
        Files.move(root.resolve(plan.file().path()), place.resolve("as-it-was.ts"));
    }

    private static JsonNode run(String... arguments) throws IOException {
        CommandLineProcess command = command(arguments);
        assertThat(command.exit()).as(command.err()).isZero();
        return new ObjectMapper().readTree(command.out());
    }

    private static CommandLineProcess command(String... arguments) {
        String[] whole = new String[arguments.length + 1];
        whole[0] = "dead-letters";
        System.arraycopy(arguments, 0, whole, 1, arguments.length);
        return CommandLineProcess.run(folder, environment, whole);
    }
}
