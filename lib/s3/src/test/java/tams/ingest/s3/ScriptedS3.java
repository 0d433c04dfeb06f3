package tams.ingest.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;

/** An S3 that answers what a test tells it to, one request after the other, and then 500. */
final class ScriptedS3 implements AutoCloseable {

    /** What one request gets. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    final List<String> asked = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final HttpServer server;

    ScriptedS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "scripted-s3");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    ScriptedS3 then(Answer answer) {
        synchronized (answers) {
            answers.add(answer);
        }
        return this;
    }

    /** An error as S3 words it. */
    ScriptedS3 thenError(int status, String code) {
        return then(exchange ->
                send(exchange, status, "<Error><Code>" + code + "</Code><Message>secret words</Message></Error>"));
    }

    /** An object of which only the first bytes arrive before the connection is cut. */
    ScriptedS3 thenCut(String content, int arriving, String etag) {
        return then(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"" + etag + "\"");
            exchange.sendResponseHeaders(200, content.length());
            exchange.getResponseBody().write(content.getBytes(UTF_8), 0, arriving);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });
    }

    ScriptedS3 thenObject(int status, String content, String etag) {
        return then(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"" + etag + "\"");
            exchange.getResponseHeaders().set("Last-Modified", "Sun, 22 Nov 2026 12:00:00 GMT");
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length()));
            send(exchange, status, content);
        });
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void answer(HttpExchange exchange) {
        Answer answer;
        synchronized (answers) {
            asked.add(exchange.getRequestMethod() + " range="
                    + exchange.getRequestHeaders().getFirst("Range") + " if-match="
                    + exchange.getRequestHeaders().getFirst("If-Match"));
            answer = answers.isEmpty() ? unscripted -> send(unscripted, 500, "") : answers.remove();
        }
        try (exchange) {
            answer.to(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
