package tams.ingest.testbed;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The way back to one client, which may break.
 *
 * @param exchange not answered yet
 * @param rewritten what stands for what in an answer: the front's addresses for the store's
 * @param closing ends every pause
 */
record FrontLine(HttpExchange exchange, Map<String, String> rewritten, CountDownLatch closing) {

    /** More steps would make no difference to a client. */
    private static final int DRIBBLES_MAX = 20;

    /** Lets time pass, or not any more once the front closes. */
    void pause(Duration length) {
        try {
            var unused = closing.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the connection, answered or not. */
    void cut() {
        exchange.close();
    }

    void write(WireAnswer answer) throws IOException {
        WireAnswer sent = rewrite(answer);
        begin(sent);
        try (OutputStream out = exchange.getResponseBody()) {
            if (hasBody(sent)) {
                out.write(sent.body());
            }
        }
    }

    /** Announces all of the body and sends half of it. */
    void writeHalf(WireAnswer answer) throws IOException {
        WireAnswer sent = rewrite(answer);
        if (sent.body().length == 0) {
            cut();
            return;
        }
        begin(sent);
        exchange.getResponseBody().write(sent.body(), 0, sent.body().length / 2);
        exchange.getResponseBody().flush();
        cut();
    }

    void dribble(WireAnswer answer, Duration length) throws IOException {
        WireAnswer sent = rewrite(answer);
        begin(sent);
        int step = Math.max(1, (sent.body().length + DRIBBLES_MAX - 1) / DRIBBLES_MAX);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int from = 0; from < sent.body().length; from += step) {
                pause(length.dividedBy(DRIBBLES_MAX));
                out.write(sent.body(), from, Math.min(step, sent.body().length - from));
                out.flush();
            }
        }
    }

    private void begin(WireAnswer answer) throws IOException {
        answer.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
        exchange.sendResponseHeaders(answer.status(), hasBody(answer) ? answer.body().length : -1);
    }

    private boolean hasBody(WireAnswer answer) {
        return answer.body().length > 0
                && !exchange.getRequestMethod().equals("HEAD")
                && !Set.of(204, 304).contains(answer.status());
    }

    private WireAnswer rewrite(WireAnswer answer) {
        WireAnswer result = answer;
        for (Map.Entry<String, String> entry : rewritten.entrySet()) {
            for (String link : answer.headers().getOrDefault("link", List.of())) {
                result = result.with("link", link.replace(entry.getKey(), entry.getValue()));
            }
            if (answer.isJson()) {
                String text = result.text().replace(entry.getKey(), entry.getValue());
                result = result.withBody(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return result;
    }
}
