package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: every status of every kind of call has the meaning that was decided for it. Method: the whole table. */
class FailureTableTest {

    private static final Map<Character, Failure> LETTERS =
            Map.of('r', Failure.REFUSED, 'u', Failure.UNKNOWN_OUTCOME, 'x', Failure.REJECTED);

    /** r: refused, u: unknown outcome, x: rejected. */
    @ParameterizedTest
    @CsvSource({
        // status, READ, SET, ALLOCATE, UPLOAD, REGISTER
        "200, r, r, u, r, u",
        "201, r, r, u, r, u",
        "202, r, r, u, r, u",
        "204, r, r, u, r, u",
        "206, r, r, u, r, u",
        "301, r, r, r, r, r",
        "302, r, r, r, r, r",
        "307, r, r, r, r, r",
        "308, r, r, r, r, r",
        "400, x, x, x, r, u",
        "401, r, r, r, r, r",
        "403, r, r, r, r, r",
        "404, x, x, r, r, r",
        "405, x, x, r, r, u",
        "408, r, r, r, r, u",
        "409, r, r, u, r, u",
        "410, x, x, r, r, u",
        "411, x, x, r, r, u",
        "412, x, x, u, u, u",
        "413, x, x, r, x, r",
        "415, x, x, r, r, u",
        "422, x, x, r, r, u",
        "423, r, r, r, r, u",
        "425, r, r, r, r, u",
        "429, r, r, r, r, r",
        "500, r, r, u, r, u",
        "501, r, r, u, r, u",
        "502, r, r, u, r, u",
        "503, r, r, r, r, u",
        "504, r, r, u, r, u",
        "507, r, r, u, r, u",
        "599, r, r, u, r, u",
    })
    void saysWhatAStatusMeans(int status, char read, char set, char allocate, char upload, char register) {
        assertThat(FailureTable.of(Effect.READ, status)).isEqualTo(LETTERS.get(read));
        assertThat(FailureTable.of(Effect.SET, status)).isEqualTo(LETTERS.get(set));
        assertThat(FailureTable.of(Effect.ALLOCATE, status)).isEqualTo(LETTERS.get(allocate));
        assertThat(FailureTable.of(Effect.UPLOAD, status)).isEqualTo(LETTERS.get(upload));
        assertThat(FailureTable.of(Effect.REGISTER, status)).isEqualTo(LETTERS.get(register));
    }

    /** Taking away is as repeatable as setting; adding is not. */
    @ParameterizedTest
    @CsvSource({
        // status, REMOVE, CREATE
        "200, r, u",
        "202, r, u",
        "302, r, r",
        "400, x, x",
        "401, r, r",
        "403, r, r",
        "404, x, x",
        "405, x, x",
        "408, r, u",
        "409, r, u",
        "412, x, u",
        "413, x, x",
        "415, x, x",
        "422, x, x",
        "423, r, r",
        "429, r, r",
        "500, r, u",
        "503, r, u",
        "504, r, u",
    })
    void saysWhatAStatusMeansForRemovingAndAdding(int status, char remove, char create) {
        assertThat(FailureTable.of(Effect.REMOVE, status)).isEqualTo(LETTERS.get(remove));
        assertThat(FailureTable.of(Effect.CREATE, status)).isEqualTo(LETTERS.get(create));
    }

    @ParameterizedTest
    @CsvSource({"NOT_SENT, r, r", "NO_ANSWER, r, u", "UNREADABLE, r, u"})
    void saysWhatSilenceMeansForRemovingAndAdding(Trouble trouble, char remove, char create) {
        assertThat(FailureTable.of(Effect.REMOVE, trouble)).isEqualTo(LETTERS.get(remove));
        assertThat(FailureTable.of(Effect.CREATE, trouble)).isEqualTo(LETTERS.get(create));
    }

    static Stream<Integer> statuses() {
        return IntStream.rangeClosed(100, 599).boxed();
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void neverTakesAServersErrorForProofThatNothingWasRegistered(int status) {
        boolean sureThatNothingWasDone = status / 100 == 3 || status / 100 == 4;

        assertThat(FailureTable.of(Effect.REGISTER, status) == Failure.UNKNOWN_OUTCOME || sureThatNothingWasDone)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void neverSendsAnIngestToTheDeadLettersForWhatAPersonCanPutRight(int status) {
        assertThat(FailureTable.of(Effect.REGISTER, status)).isNotEqualTo(Failure.REJECTED);
        assertThat(FailureTable.of(Effect.UPLOAD, status) == Failure.REJECTED).isEqualTo(status == 413);
        assertThat(FailureTable.of(Effect.ALLOCATE, status) == Failure.REJECTED).isEqualTo(status == 400);
    }

    @ParameterizedTest
    @CsvSource({
        // trouble, READ, SET, ALLOCATE, UPLOAD, REGISTER
        "NOT_SENT,   r, r, r, r, r",
        "NO_ANSWER,  r, r, u, r, u",
        "UNREADABLE, r, r, u, r, u",
    })
    void saysWhatSilenceMeans(Trouble trouble, char read, char set, char allocate, char upload, char register) {
        assertThat(FailureTable.of(Effect.READ, trouble)).isEqualTo(LETTERS.get(read));
        assertThat(FailureTable.of(Effect.SET, trouble)).isEqualTo(LETTERS.get(set));
        assertThat(FailureTable.of(Effect.ALLOCATE, trouble)).isEqualTo(LETTERS.get(allocate));
        assertThat(FailureTable.of(Effect.UPLOAD, trouble)).isEqualTo(LETTERS.get(upload));
        assertThat(FailureTable.of(Effect.REGISTER, trouble)).isEqualTo(LETTERS.get(register));
    }

    @Test
    void knowsFromTheExceptionWhetherTheRequestCanHaveLeft() {
        assertThat(Stream.of(
                        new ConnectException("refused"),
                        new HttpConnectTimeoutException("late"),
                        new IOException(new UnresolvedAddressException()),
                        new SSLHandshakeException("no trust")))
                .allSatisfy(error -> assertThat(Trouble.of(error)).isEqualTo(Trouble.NOT_SENT));
        assertThat(Stream.of(
                        new SocketException("Connection reset"),
                        new HttpTimeoutException("late"),
                        new EOFException(),
                        new SSLException("bad record"),
                        new InterruptedException()))
                .allSatisfy(error -> assertThat(Trouble.of(error)).isEqualTo(Trouble.NO_ANSWER));
    }
}
