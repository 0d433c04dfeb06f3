package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.Outcome;
import tams.ingest.testbed.ChaosProxy.Line;

/**
 * AUTH. Goal: tokens that live for seconds, a token endpoint that is away, a secret that was changed and a clock that is
 * not the store's cost time and never a chunk. Method: the pipeline of real processes before a store that asks for tokens.
 */
@Timeout(180)
@EnabledIfSystemProperty(named = "chaos", matches = "true", disabledReason = "part of -Pchaos")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TokenOutageTest {

    private static final Duration LIFE = Duration.ofSeconds(3);

    private static final Duration LONGER_THAN_TOKENS = Duration.ofSeconds(8);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static TokenDesk desk;
    private static PipelineSite site;

    @BeforeAll
    static void start() throws Exception {
        desk = new TokenDesk("first", LIFE);
        Path secret = Files.writeString(secretFile(), "first");
        site = PipelineSite.start(
                folder,
                FaultScript.NONE,
                "",
                Map.of(
                        "tams.auth.type",
                        "oauth2",
                        "tams.auth.token_url",
                        desk.url().toString(),
                        "tams.auth.client_id",
                        TokenDesk.CLIENT,
                        "tams.auth.client_secret_file",
                        secret.toString()));
        site.front().admitting(desk::knows);
    }

    @AfterAll
    static void stop() {
        site.close();
        desk.close();
    }

    private static Path secretFile() {
        return folder.resolve("client-secret");
    }

    private static void lasts(Duration howLong) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(howLong.toNanos());
    }

    @Test
    @Order(1)
    void aTokenExpiresEveryFewSeconds() throws Exception {
        for (int feed = 0; feed < 3; feed++) {
            site.encodeDuring(() -> lasts(LIFE));
        }
        site.awaitAllTidy();

        assertThat(desk.given()).as("tokens that were needed").isGreaterThanOrEqualTo(3);
    }

    @Test
    @Order(2)
    void theTokenEndpointIsAwayForLongerThanATokenLives() throws Exception {
        for (Line line : new Line[] {new Line.Silent(), new Line.Refusing()}) {
            int before = desk.line().hits();
            site.encodeDuring(() -> desk.line().suffers(line, LONGER_THAN_TOKENS));
            site.awaitAllTidy();
            assertThat(desk.line().hits())
                    .as("requests for a token that were hit")
                    .isGreaterThan(before);
        }
    }

    /** The file that holds the secret is changed later than the secret. */
    @Test
    @Order(3)
    void theSecretIsChanged() throws Exception {
        DroppedFeed feed = site.encodeDuring(() -> {
            desk.rotate("second");
            await("the old secret is refused").atMost(PipelineSite.PATIENCE).until(() -> desk.refusedClients() > 0);
        });
        assertThat(desk.given()).as("tokens for the old secret").isZero();
        Path aside = Files.writeString(folder.resolve("client-secret.new"), "second");
        Files.move(aside, secretFile(), StandardCopyOption.ATOMIC_MOVE);

        site.awaitAllTidy();
        assertThat(site.hasLine(feed, Outcome.State.REGISTERED)).isTrue();
    }

    @Test
    @Order(4)
    void tokensDieLongBeforeTheySay() throws Exception {
        int before = desk.refusedTokens();
        desk.saysLife(Duration.ofHours(1));
        for (int feed = 0; feed < 3; feed++) {
            site.encodeDuring(() -> lasts(LIFE));
        }

        site.awaitAllTidy();
        assertThat(desk.refusedTokens()).as("calls with a token that is dead").isGreaterThan(before);
    }

    @Test
    @Order(5)
    void inTheEndEachChunkIsThereOnce() throws Exception {
        site.assertThatAllAgree();
    }
}
