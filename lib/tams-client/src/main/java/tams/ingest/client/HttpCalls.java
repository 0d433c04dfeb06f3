package tams.ingest.client;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests and waits for their answers. One attempt each, except that a refused OAuth2 token is renewed once. */
final class HttpCalls {

    /** Longest body of one thing: a Flow's metadata takes a few KiB. */
    static final int BODY_BYTES_MAX = 1 << 20;

    /** Longest page of a listing: AWS's largest has 300 segments of some 2 KiB. */
    static final int LIST_BYTES_MAX = 16 << 20;

    /** Longest part of an error that is read. */
    static final int ERROR_BYTES_MAX = 64 * 1024;

    /** How often a transfer is looked at. */
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(250);

    /** By which a store's log tells these calls from others'. */
    static final String AGENT = "tams-ingest";

    /** The HTTP client writes these itself, and refuses to be told. */
    private static final Set<String> CLIENTS_OWN =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    private final HttpClient client;
    private final Authorizer authorizer;
    private final StoreLimits limits;
    private final StoreListener listener;

    HttpCalls(HttpClient client, Authorizer authorizer, StoreLimits limits) {
        this(client, authorizer, limits, StoreListener.NONE);
    }

    /**
     * Calls with someone listening.
     *
     * @param listener told of each answer
     */
    HttpCalls(HttpClient client, Authorizer authorizer, StoreLimits limits, StoreListener listener) {
        this.client = client;
        this.authorizer = authorizer;
        this.limits = limits;
        this.listener = listener;
    }

    static HttpClient client(StoreOptions options) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.limits().connect());
        if (!options.trust().isPlatforms()) {
            client.sslContext(TrustedServers.context(options.trust()));
        }
        return client.build();
    }

    StoreLimits limits() {
        return limits;
    }

    /** Whatever the status. @throws StoreException when there is no answer */
    Answer send(Exchange exchange) {
        boolean trusted = exchange.withCredentials() && authorizer.isHome(exchange.uri());
        Authorizer.Pass pass = trusted ? authorizer.pass() : Authorizer.Pass.NONE;
        Answer answer = once(exchange, pass);
        if (answer.status() == 401 && trusted) {
            Answer last = authorizer.renew(pass) ? once(exchange, authorizer.pass()) : answer;
            return last.status() == 401 ? last.advising(authorizer.advice()) : last;
        }
        return answer;
    }

    private Answer once(Exchange exchange, Authorizer.Pass pass) {
        Progress progress = exchange.progress() == null ? new Progress() : exchange.progress();
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<CappedBody.Taken>> answer = client.sendAsync(
                request(exchange, pass, authorizer.isHome(exchange.uri())),
                head -> subscriber(exchange, head.statusCode(), kept, progress));
        HttpResponse<CappedBody.Taken> got = await(exchange, answer);
        listener.answered(got.statusCode());
        return new Answer(got.statusCode(), got.headers(), kept.toByteArray(), got.body());
    }

    private static CappedBody subscriber(Exchange exchange, int status, OutputStream kept, Progress progress) {
        if (status / 100 != 2) {
            return new CappedBody(kept, ERROR_BYTES_MAX, progress);
        }
        OutputStream sink = exchange.sink();
        return new CappedBody(sink == null || status != 200 ? kept : sink, exchange.bytesMax(), progress);
    }

    private static HttpRequest request(Exchange exchange, Authorizer.Pass pass, boolean isHome) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(pass.applyTo(exchange.uri()))
                    .setHeader("User-Agent", AGENT)
                    .method(
                            exchange.call().method(),
                            exchange.body() == null ? BodyPublishers.noBody() : exchange.body());
            exchange.headers().forEach((name, value) -> {
                if (!CLIENTS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    request.setHeader(name, value);
                }
            });
            if (isHome) {
                TraceScope.current().ifPresent(trace -> request.setHeader("traceparent", trace));
            }
            pass.applyTo(request);
            return request.build();
        } catch (IllegalArgumentException e) {
            // Its message may repeat a signed URL or a header's value, so it does not go on.
            throw StoreErrors.declined(
                    exchange.call(),
                    Failure.REFUSED,
                    0,
                    "the URL or a header cannot be sent: check what the store gave");
        }
    }

    private HttpResponse<CappedBody.Taken> await(
            Exchange exchange, CompletableFuture<HttpResponse<CappedBody.Taken>> answer) {
        long start = System.nanoTime();
        try {
            while (true) {
                long left = exchange.deadline().toNanos() - (System.nanoTime() - start);
                try {
                    return answer.get(Math.max(1, Math.min(left, pause(exchange))), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    giveUpWhenDue(exchange, left);
                }
            }
        } catch (ExecutionException e) {
            throw StoreErrors.unanswered(exchange.call(), e.getCause() == null ? e : e.getCause());
        } catch (HttpTimeoutException e) {
            throw StoreErrors.unanswered(exchange.call(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StoreErrors.unanswered(exchange.call(), e);
        } finally {
            answer.cancel(true);
        }
    }

    private static long pause(Exchange exchange) {
        return exchange.progress() == null ? Long.MAX_VALUE : WATCH_INTERVAL.toNanos();
    }

    private void giveUpWhenDue(Exchange exchange, long left) throws HttpTimeoutException {
        if (left <= pause(exchange)) {
            throw new HttpTimeoutException(
                    "not done within " + exchange.deadline().toSeconds() + " s");
        }
        Progress progress = exchange.progress();
        if (progress != null && progress.hasStalled(limits.stall())) {
            throw new HttpTimeoutException("no byte moved for " + limits.stall().toSeconds() + " s");
        }
    }
}
