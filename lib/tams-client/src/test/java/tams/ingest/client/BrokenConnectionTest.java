package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tams.ingest.contracts.TimeRange;

/** What the client makes of connections that end badly. */
@Timeout(30)
class BrokenConnectionTest {

    private static final UUID FLOW = UUID.fromString("4f79cfd1-c057-47f4-8e4d-1b126ca7bf34");
    private static final List<SegmentPost> SEGMENTS =
            List.of(new SegmentPost("a", TimeRange.parse("[0:0_1:0)"), null, null, null, null));

    private static final StoreLimits SHORT = new StoreLimits(
            Duration.ofSeconds(2),
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            Duration.ofSeconds(20),
            1_000_000,
            Duration.ofMillis(600));

    @TempDir
    Path folder;

    private static HttpTamsStore store(URI url) {
        return HttpTamsStore.open(url, new Credentials.None(), SHORT);
    }

    private static StoreException failureOf(Runnable call) {
        return catchThrowableOfType(StoreException.class, call::run);
    }

    @Test
    void aResetAfterTheRequestWasReadLeavesARegistrationInDoubt() throws IOException {
        try (BrokenStore broken = new BrokenStore((server, connection) -> reset(connection))) {
            StoreException error = failureOf(() -> store(broken.url()).register(FLOW, SEGMENTS));

            assertThat(error.failure()).isEqualTo(Failure.UNKNOWN_OUTCOME);
            assertThat(error.status()).isZero();
            assertThat(error).hasMessageContaining("look before repeating").hasMessageContaining("register");
        }
    }

    @Test
    void anAnswerCutOffInItsHeadLeavesAnAllocationInDoubt() throws IOException {
        try (BrokenStore broken = new BrokenStore((server, connection) -> {
            connection.getOutputStream().write(BrokenStore.ascii("HTTP/1.1 201 Cre"));
            connection.getOutputStream().flush();
        })) {
            StoreException error =
                    failureOf(() -> store(broken.url()).allocate(FLOW, StorageRequest.ofObjects(List.of("a"))));

            assertThat(error.failure()).isEqualTo(Failure.UNKNOWN_OUTCOME);
        }
    }

    @Test
    void aReadMayBeRepeatedWhateverHappened() throws IOException {
        try (BrokenStore broken = new BrokenStore((server, connection) -> reset(connection))) {
            assertThat(failureOf(() -> store(broken.url()).service()).failure()).isEqualTo(Failure.REFUSED);
        }
    }

    @Test
    void nothingWasDoneWhereNobodyListens() throws IOException {
        URI nowhere;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }

        StoreException error = failureOf(() -> store(nowhere).register(FLOW, SEGMENTS));

        assertThat(error.failure()).isEqualTo(Failure.REFUSED);
        assertThat(error).hasMessageContaining("could not connect").hasMessageContaining(nowhere.toString());
    }

    @Test
    void silenceEndsAtTheDeadline() throws IOException {
        try (BrokenStore broken = new BrokenStore((server, connection) -> server.untilOver())) {

            StoreException error = failureOf(() -> store(broken.url()).register(FLOW, SEGMENTS));

            assertThat(error.failure()).isEqualTo(Failure.UNKNOWN_OUTCOME);
        }
    }

    @Test
    void aDribbleThatNeverEndsEndsAtTheDeadlineToo() throws IOException {
        try (BrokenStore broken = new BrokenStore((server, connection) -> {
            connection.getOutputStream().write(BrokenStore.ascii("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"));
            for (int i = 0; i < 1_000_000; i++) {
                connection.getOutputStream().write(' ');
                connection.getOutputStream().flush();
                connection.setSoTimeout(20);
                waitFor(connection);
            }
        })) {
            assertThat(failureOf(() -> store(broken.url()).service()).failure()).isEqualTo(Failure.REFUSED);
        }
    }

    @Test
    void anUploadThatStallsIsGivenUpLongBeforeItsDeadline() throws IOException {
        Path file = Files.write(folder.resolve("a.ts"), new byte[32 << 20]);
        try (BrokenStore broken = new BrokenStore((server, connection) -> server.untilOver())) {
            Allocation allocation =
                    new Allocation("a", StoreUrl.of(broken.url() + "/a"), "video/mp2t", Map.of(), true, 0);

            assertThatThrownBy(() -> store(broken.url()).put(allocation, file))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("no byte moved");
        }
    }

    @Test
    void anUploadThatIsCutOffMayBeRepeated() throws IOException {
        Path file = Files.write(folder.resolve("a.ts"), new byte[8 << 20]);
        try (BrokenStore broken = new BrokenStore((server, connection) -> {
            connection.getInputStream().readNBytes(100_000);
            reset(connection);
        })) {
            Allocation allocation =
                    new Allocation("a", StoreUrl.of(broken.url() + "/a"), "video/mp2t", Map.of(), true, 0);

            StoreException error = catchThrowableOfType(
                    StoreException.class, () -> store(broken.url()).put(allocation, file));

            assertThat(error.failure()).isEqualTo(Failure.REFUSED);
        }
    }

    @Test
    void anInterruptedCallKeepsTheInterruptAndTheDoubt() throws IOException {
        try (BrokenStore broken = new BrokenStore((server, connection) -> server.untilOver())) {
            Thread.currentThread().interrupt();

            StoreException error = failureOf(() -> store(broken.url()).register(FLOW, SEGMENTS));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(error.failure()).isEqualTo(Failure.UNKNOWN_OUTCOME);
        }
    }

    private static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    /** Waits for the client to hang up, for as long as the socket's timeout. */
    private static void waitFor(Socket connection) throws IOException {
        try {
            if (connection.getInputStream().read() < 0) {
                throw new IOException("the client hung up");
            }
        } catch (SocketTimeoutException e) {
            // It has not, so the dribble goes on.
            return;
        }
    }
}
