package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Outcome;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Settings;
import tams.ingest.kit.TopicReader;

/**
 * Goal: no secret and no signed address in any line of any logger, and none in what our own loggers are given.
 * Method: the whole pipeline with a canary for a secret, all that our code and the HTTP clients say at DEBUG, a chunk
 * that is registered and one that is refused.
 */
class CanaryTest {

    private static final String CANARY = "canary-5c1d9e";
    private static final List<String> NEVER = List.of(CANARY, "X-Amz-Signature=", "X-Amz-Credential=", "Bearer ey");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Queue<String> ours = new ConcurrentLinkedQueue<>();

    private final class Listener extends AppenderBase<ILoggingEvent> {

        private final LogLines encoder = new LogLines();

        @Override
        public void start() {
            encoder.setContext(getContext());
            encoder.start(true);
            super.start();
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
            if (event.getLoggerName().startsWith("tams.ingest")) {
                ours.add(event.getFormattedMessage() + event.getKeyValuePairs() + event.getThrowableProxy());
            }
        }
    }

    @Test
    @Timeout(120)
    void isInNoLineOfAnyLogger() throws Exception {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Listener listener = new Listener();
        listener.setContext(context);
        listener.start();
        Logger own = context.getLogger("tams.ingest");
        Logger clients = context.getLogger("jdk.httpclient");
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = own.getLevel();
        root.addAppender(listener);
        own.setLevel(Level.TRACE);
        clients.setLevel(Level.DEBUG);
        try {
            runAFeed();
        } finally {
            root.detachAppender(listener);
            own.setLevel(before);
            clients.setLevel(null);
        }

        assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(line).doesNotContain(NEVER));
        assertThat(ours)
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(line).doesNotContain(NEVER));
    }

    private void runAFeed() throws Exception {
        Path drop = Files.createDirectories(folder.resolve("drop"));
        Map<String, String> keys = new HashMap<>();
        keys.put("drop.root", drop.toString());
        keys.put("drop.quiet", "100ms");
        keys.put("tams.auth.type", "oauth2");
        keys.put("tams.auth.client_id", "client");
        keys.put("tams.auth.client_secret", CANARY);
        Settings settings = Settings.load(null, Map.of(), keys);
        CountDownLatch decided = new CountDownLatch(2);
        try (AllInOne home = AllInOne.start(
                        settings, folder.resolve("data"), new AllInOne.Ports(0, 0, 0, 0), List.of(Feed.named("one")));
                TopicReader<Outcome> ledger =
                        TopicReader.follow(home.settings(), Topics.OUTCOMES, "canary", (key, line) -> {
                            if (line != null && line.state().isTerminal()) {
                                decided.countDown();
                            }
                        })) {
            Path feed = Files.createDirectories(drop.resolve("one"));
            String name = Samples.chunks(Samples.CAMERA).get(0);
            Files.write(feed.resolve(name), Samples.chunk(Samples.CAMERA, name));
            Files.writeString(feed.resolve("junk_002.ts"), "no transport stream");
            assertThat(ledger.caughtUp().get(1, TimeUnit.MINUTES)).isNull();
            assertThat(decided.await(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }
}
