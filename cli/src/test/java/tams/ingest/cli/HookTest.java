package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Json;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Metric;

/** Goal: whoever is to be told is told, at most once a minute, and nobody waits for him. */
@Timeout(60)
class HookTest {

    private static final JsonNode EVENT = Json.MAPPER.createObjectNode().put("timerange", "[1:0_2:0)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private long now;

    private HookCalls calls(Hook... hooks) {
        return new HookCalls(List.of(hooks), registry, () -> now);
    }

    private double counted(Hook.Kind kind, String outcome) {
        return registry.find(Metric.HOOKS.id()).tags("hook", kind.toString(), "outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void postsJsonOnceAMinuteAndTellsHowManyWereHeldBack() throws Exception {
        BlockingQueue<String> got = new LinkedBlockingQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                got.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?key=CANARY");
        Hook hook = new Hook("*", Hook.Kind.ON_GAP, new Hook.Webhook(address));
        try (HookCalls calls = calls(hook)) {
            calls.tell(Hook.Kind.ON_GAP, "one", EVENT);
            calls.tell(Hook.Kind.ON_GAP, "one", EVENT);
            calls.tell(Hook.Kind.ON_GAP, "one", EVENT);
            calls.tell(Hook.Kind.ON_STALL, "one", EVENT);
            calls.tell(Hook.Kind.ON_GAP, "two", EVENT);
            now += HookGate.PAUSE.toNanos();
            calls.tell(Hook.Kind.ON_GAP, "one", EVENT);

            assertThat(got.poll(20, TimeUnit.SECONDS))
                    .isEqualTo("{\"hook\":\"on_gap\",\"feed\":\"one\",\"held_back\":0,"
                            + "\"event\":{\"timerange\":\"[1:0_2:0)\"}}");
            assertThat(got.poll(20, TimeUnit.SECONDS)).contains("\"feed\":\"two\"");
            assertThat(got.poll(20, TimeUnit.SECONDS)).contains("\"feed\":\"one\",\"held_back\":2");
        } finally {
            server.stop(0);
        }
        assertThat(hook.toString()).doesNotContain("CANARY");
    }

    @Test
    void runsAProgramWithTheEventOnItsStdinAndWithoutOurSecrets() throws Exception {
        Path out = folder.resolve("out");
        Hook hook = new Hook(
                "one",
                Hook.Kind.ON_DEAD_LETTER,
                new Hook.Program(
                        List.of("sh", "-c", "(cat; echo; env) > \"$0.tmp\"; mv \"$0.tmp\" \"$0\"", out.toString())));
        try (HookCalls calls = calls(hook)) {
            calls.tell(Hook.Kind.ON_DEAD_LETTER, "other", EVENT);
            calls.tell(Hook.Kind.ON_DEAD_LETTER, "one", EVENT);
            calls.settled().get(30, TimeUnit.SECONDS);
            assertThat(counted(Hook.Kind.ON_DEAD_LETTER, "ok")).isEqualTo(1);
        }

        assertThat(Files.readString(out))
                .contains("\"hook\":\"on_dead_letter\"", "HOOK=on_dead_letter", "HOOK_FEED=one")
                .doesNotContain("TAMS_INGEST_", "\"feed\":\"other\"");
    }

    @Test
    void countsWhatFailsAndDropsWhatDoesNotFitWithoutWaiting() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch next = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.countDown();
                next.countDown();
                release.await();
                exchange.sendResponseHeaders(500, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        URI slow = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        try (HookCalls calls = calls(new Hook("*", Hook.Kind.ON_GAP, new Hook.Webhook(slow)))) {
            calls.tell(Hook.Kind.ON_GAP, "first", EVENT);
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < HookCalls.QUEUE_MAX + 7; i++) {
                calls.tell(Hook.Kind.ON_GAP, "feed-" + i, EVENT);
            }

            assertThat(counted(Hook.Kind.ON_GAP, "dropped")).isEqualTo(7);
            release.countDown();
            assertThat(next.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(counted(Hook.Kind.ON_GAP, "failed")).isPositive();
        } finally {
            release.countDown();
            server.stop(0);
        }
    }

    @Test
    void letsOneAMinutePassOfEachFeed() {
        HookGate gate = new HookGate();
        long second = Duration.ofSeconds(1).toNanos();

        assertThat(gate.admit("a", 0)).isEqualTo(OptionalInt.of(0));
        assertThat(gate.admit("a", 59 * second)).isEmpty();
        assertThat(gate.admit("b", 59 * second)).isEqualTo(OptionalInt.of(0));
        assertThat(gate.admit("a", 60 * second)).isEqualTo(OptionalInt.of(1));
        assertThat(gate.admit("a", 61 * second)).isEmpty();
        assertThat(gate.admit("a", 120 * second)).isEqualTo(OptionalInt.of(1));
    }

    @Test
    void readsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("hooks.yaml"), """
                hooks:
                  - feed: '*'
                    on_gap: https://example.com/hook?key=1
                  - feed: camera-1
                    on_stall: [/usr/local/bin/page, camera]
                    on_dead_letter: http://127.0.0.1:1/x
                """);

        assertThat(HookFile.read(file))
                .containsExactly(
                        new Hook("*", Hook.Kind.ON_GAP, new Hook.Webhook(URI.create("https://example.com/hook?key=1"))),
                        new Hook(
                                "camera-1",
                                Hook.Kind.ON_STALL,
                                new Hook.Program(List.of("/usr/local/bin/page", "camera"))),
                        new Hook(
                                "camera-1",
                                Hook.Kind.ON_DEAD_LETTER,
                                new Hook.Webhook(URI.create("http://127.0.0.1:1/x"))));
    }

    @Test
    void namesEveryMistakeOfAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("hooks.yaml"), """
                hooks:
                  - feed: one
                    on_gapp: http://x/
                    on_stall: rm -rf /
                    on_dead_letter: []
                  - on_gap: http://x/
                """);

        assertThatThrownBy(() -> HookFile.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("on_gapp")
                .hasMessageContaining("on_stall is neither")
                .hasMessageContaining("on_dead_letter is neither")
                .hasMessageContaining("a line has no 'feed'");
    }
}
