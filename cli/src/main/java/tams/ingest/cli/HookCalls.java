package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Json;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.Instruments;
import tams.ingest.kit.Metric;
import tams.ingest.kit.Settings;

/**
 * Tells those whom hooks name, one after the other on a thread of its own: a call that takes its time holds up other calls
 * and nothing else. Never repeats one. What does not fit into the queue is dropped and counted.
 */
final class HookCalls implements AutoCloseable {

    static final int QUEUE_MAX = 100;

    private static final Logger LOG = LoggerFactory.getLogger(HookCalls.class);
    private static final Duration CALL_MAX = Duration.ofSeconds(10);

    private final List<Hook> hooks;
    private final Instruments instruments;
    private final LongSupplier nanos;
    private final HookGate gate = new HookGate();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CALL_MAX).build();
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE_MAX), work -> {
                Thread daemon = new Thread(work, "hooks");
                daemon.setDaemon(true);
                return daemon;
            });

    HookCalls(List<Hook> hooks, MeterRegistry meters, LongSupplier nanos) {
        this.hooks = List.copyOf(hooks);
        this.instruments = new Instruments(meters);
        this.nanos = nanos;
    }

    /** Something happened. Returns at once. */
    void tell(Hook.Kind kind, String feed, JsonNode event) {
        for (int index = 0; index < hooks.size(); index++) {
            Hook hook = hooks.get(index);
            if (hook.isFor(kind, feed)) {
                gate.admit(index + "/" + feed, nanos.getAsLong())
                        .ifPresent(heldBack -> submit(hook, feed, message(kind, feed, heldBack, event)));
            }
        }
    }

    private static String message(Hook.Kind kind, String feed, int heldBack, JsonNode event) {
        ObjectNode message = Json.MAPPER.createObjectNode();
        message.put("hook", kind.toString()).put("feed", feed).put("held_back", heldBack);
        message.set("event", event);
        return message.toString();
    }

    private void submit(Hook hook, String feed, String message) {
        try {
            thread.execute(() -> call(hook, feed, message));
        } catch (RejectedExecutionException e) {
            ended(hook, feed, "dropped", QUEUE_MAX + " calls wait already");
        }
    }

    private void call(Hook hook, String feed, String message) {
        try {
            int status = hook.target() instanceof Hook.Webhook web ? post(web, message) : run(hook, feed, message);
            boolean fine = hook.target() instanceof Hook.Webhook ? status / 100 == 2 : status == 0;
            ended(hook, feed, fine ? "ok" : "failed", "it ended with " + status);
        } catch (IOException | RuntimeException e) {
            ended(hook, feed, "failed", e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended(hook, feed, "dropped", "the process stops");
        }
    }

    private void ended(Hook hook, String feed, String outcome, String why) {
        instruments.count(Metric.HOOKS, hook.kind().toString(), outcome);
        if (!outcome.equals("ok")) {
            LOG.atWarn()
                    .addMarker(EventCode.HOOK_FAILED.marker())
                    .addKeyValue("feed", feed)
                    .addKeyValue("to", hook.target())
                    .addKeyValue("reason", why)
                    .log("a hook did not succeed");
        }
    }

    private int post(Hook.Webhook web, String message) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(web.address())
                .timeout(CALL_MAX)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(message))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static int run(Hook hook, String feed, String message) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(((Hook.Program) hook.target()).words())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // Our own secrets are none of its business.
        builder.environment().keySet().removeIf(name -> name.startsWith(Settings.ENVIRONMENT_PREFIX));
        builder.environment().put("HOOK", hook.kind().toString());
        builder.environment().put("HOOK_FEED", feed);
        Process process = builder.start();
        try {
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(message.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                LOG.debug("it does not read what it is told", e);
            }
            if (!process.waitFor(CALL_MAX.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("it takes longer than " + CALL_MAX);
            }
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Completes once all calls that wait now are over. */
    CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> {}, thread);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
