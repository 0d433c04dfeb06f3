package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static tams.ingest.client.Samples.failureOf;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of a token, by a clock that the test moves, and among many threads. */
@Timeout(30)
class TokenSourceTest {

    private final List<Duration> lives = new CopyOnWriteArrayList<>();
    private ScriptedStore tokens;

    @BeforeEach
    void start() throws IOException {
        tokens = new ScriptedStore();
    }

    @AfterEach
    void stop() {
        tokens.close();
    }

    @Test
    void renewsAtFourFifthsOfATokensLifeAndLivesOnWhenThatFails() {
        AtomicLong now = new AtomicLong();
        TokenSource source = source(now);
        grant("one", 100);
        assertThat(source.token()).isEqualTo("one");

        now.set(79_000_000_000L);
        assertThat(source.token()).isEqualTo("one");
        now.set(81_000_000_000L);
        tokens.answering(503, "");
        assertThat(source.token()).isEqualTo("one");
        now.set(82_000_000_000L);
        assertThat(source.token()).isEqualTo("one");
        assertThat(tokens.asked).hasSize(2);
        now.set(92_000_000_000L);
        grant("two", 100);
        assertThat(source.token()).isEqualTo("two");
        // Told of each token once, and of none that was not given.
        assertThat(lives).containsExactly(Duration.ofSeconds(100), Duration.ofSeconds(100));
    }

    @Test
    void anExpiredTokenThatCannotBeRenewedIsAnError() {
        AtomicLong now = new AtomicLong();
        TokenSource source = source(now);
        grant("one", 100);
        source.token();
        now.set(101_000_000_000L);
        tokens.answering(503, "");

        assertThat(catchThrowableOfType(StoreException.class, source::token).failure())
                .isEqualTo(Failure.REFUSED);
    }

    @Test
    void manyThreadsAskForOneToken() throws Exception {
        grant("one", 3600);
        TokenSource source = source(new AtomicLong());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> asking = Collections.nCopies(32, source::token);
            for (Future<String> token : threads.invokeAll(asking)) {
                assertThat(token.get()).isEqualTo("one");
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(tokens.asked).hasSize(1);
    }

    @Test
    void manyThreadsShareOneFailure() throws Exception {
        CompletableFuture<TokenSource> asked = new CompletableFuture<>();
        AtomicInteger requests = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (BrokenStore endpoint = new BrokenStore((server, connection) -> {
            requests.incrementAndGet();
            while (asked.join().waiting() < 7) {
                Thread.onSpinWait();
            }
        })) {
            TokenSource source = source(endpoint.url(), new AtomicLong());
            asked.complete(source);
            List<Callable<StoreException>> asking = Collections.nCopies(8, () -> failureOf(source::token));

            for (Future<StoreException> failure : threads.invokeAll(asking)) {
                assertThat(failure.get().failure()).isEqualTo(Failure.REFUSED);
            }
            assertThat(requests).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void asksAgainAfterAFailure() {
        TokenSource source = source(new AtomicLong());
        tokens.answering(503, "");
        assertThat(failureOf(source::token).status()).isEqualTo(503);

        grant("one", 100);

        assertThat(source.token()).isEqualTo("one");
    }

    private void grant(String token, int seconds) {
        tokens.answering(200, "{\"access_token\":\"" + token + "\",\"expires_in\":" + seconds + "}");
    }

    private StoreListener noting() {
        return new StoreListener() {
            @Override
            public void answered(int status) {
                throw new AssertionError("what the token endpoint answers is not the store's answer");
            }

            @Override
            public void tokenObtained(Duration life) {
                lives.add(life);
            }
        };
    }

    private TokenSource source(AtomicLong clock) {
        return source(tokens.url(), clock);
    }

    private TokenSource source(URI endpoint, AtomicLong clock) {
        Authorizer nobody = new Authorizer(endpoint, new Credentials.None(), null);
        HttpCalls calls = new HttpCalls(HttpCalls.client(StoreOptions.DEFAULT), nobody, StoreLimits.DEFAULT);
        return new TokenSource(
                new Credentials.OAuth2(URI.create(endpoint + "/oauth2/token"), "id", new Secret("CANARY"), null),
                calls,
                noting(),
                clock::get);
    }
}
