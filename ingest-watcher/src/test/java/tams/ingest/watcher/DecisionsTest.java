package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Outcome;

/** The decisions that are free of files, clocks and Kafka, as tables. */
class DecisionsTest {

    private static final Completeness COMPLETENESS = new Completeness(Duration.ofSeconds(3), Duration.ofSeconds(1));

    @ParameterizedTest
    @CsvSource({
        // policy, bytes, unchanged ms, successor, whole
        "RENAME,      1,    0, false, true",
        "RENAME,      0,    0, false, false",
        "RENAME,      0, 3000, false, true",
        "QUIET,       1, 2999, true,  false",
        "QUIET,       1, 3000, false, true",
        "LIST,        1,  999, true,  false",
        "LIST,        1, 1000, true,  true",
        "LIST,        1, 29999, false, false",
        "LIST,        1, 30000, false, true",
        "SUCCESSOR,   1,  999, true,  false",
        "SUCCESSOR,   1, 1000, true,  true",
        "SUCCESSOR,   1, 1000, false, false",
        "SUCCESSOR,   1, 3000, false, true",
        "SUCCESSOR,   0, 1000, true,  false",
        "SUCCESSOR,   0, 3000, true,  true",
        "SUCCESSOR,   0, 29999, false, false",
        "SUCCESSOR,   0, 30000, false, true",
        "LIST,        0, 3000, true,  true",
        "LIST,        0, 29999, false, false",
    })
    void tellsAWholeFileFromAGrowingOne(
            Feed.Complete policy, long bytes, long unchangedMs, boolean hasSuccessor, boolean isWhole) {
        long unchanged = Duration.ofMillis(unchangedMs).toNanos();

        assertThat(COMPLETENESS.isWhole(policy, bytes, unchanged, hasSuccessor)).isEqualTo(isWhole);
    }

    @ParameterizedTest
    @CsvSource({
        // policy, bytes, unchanged ms, vouched for, whole
        "RENAME,      1,     0, false, true",
        "QUIET,       1,     0, false, true",
        "QUIET,       0,     0, false, true",
        "SUCCESSOR,   1,     0, false, false",
        "SUCCESSOR,   1,     0, true,  true",
        "SUCCESSOR,   1,  2999, false, false",
        "SUCCESSOR,   1,  3000, false, true",
        "LIST,        1,     0, true,  true",
        "LIST,        1, 29999, false, false",
        "LIST,        1, 30000, false, true",
    })
    void takesAnObjectAsWholeUnlessTheFeedHoldsItBack(
            Feed.Complete policy, long bytes, long unchangedMs, boolean isVouchedFor, boolean isWhole) {
        Completeness ofObjects = new Completeness(Duration.ofSeconds(3), Duration.ofSeconds(1), true);
        long unchanged = Duration.ofMillis(unchangedMs).toNanos();

        assertThat(ofObjects.isWhole(policy, bytes, unchanged, isVouchedFor)).isEqualTo(isWhole);
    }

    @Test
    void doesNotCountTimeInWhichNobodyLooked() {
        long afterAnHour = COMPLETENESS.unchanged(0, Duration.ofHours(1).toNanos());
        long afterAClockThatRanBack = COMPLETENESS.unchanged(7, -5);

        assertThat(afterAnHour).isEqualTo(Duration.ofSeconds(1).toNanos());
        assertThat(afterAClockThatRanBack).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "true,  1000,     0, true",
        "true,   999,     0, false",
        "false, 9000, 59999, false",
        "false, 9000, 60000, true",
        "true,     0, 60000, true"
    })
    void letsAFeedBeginWithItsLowest(boolean isLowest, long lowestMs, long waitedMs, boolean mayGo) {
        FirstChunk first = new FirstChunk(Duration.ofSeconds(1));

        assertThat(first.mayGo(isLowest, lowestMs * 1_000_000, waitedMs * 1_000_000))
                .isEqualTo(mayGo);
    }

    @ParameterizedTest
    @CsvSource({
        ",           true,  1, 30",
        ",           false, 1, 30",
        ",           true,  2, 60",
        ",           true,  9, 600",
        "PENDING,    true,  1, 600",
        "PARKED,     true,  1, 600",
        "PARKED,     false, 1,",
        "REGISTERED, true,  1,",
        "DUPLICATE,  true,  1,",
        "CONFLICT,   true,  1,",
        "POISON,     true,  1,",
        "SOURCE_LOST,true,  1,"
    })
    void announcesOpenChunksAgainEverMoreRarely(
            Outcome.@Nullable State state, boolean isMapped, int times, @Nullable Long seconds) {
        Duration expected = seconds == null ? null : Duration.ofSeconds(seconds);

        assertThat(Repetition.after(state, isMapped, times)).isEqualTo(expected);
    }

    static Stream<Arguments> dispositions() {
        LocalDate day = LocalDate.of(2026, 11, 22);
        return Stream.of(
                Arguments.of(Outcome.State.PENDING, Feed.After.DELETE, "", new Disposition.Wait()),
                Arguments.of(Outcome.State.PARKED, Feed.After.ARCHIVE, "UNMAPPED", new Disposition.Wait()),
                Arguments.of(Outcome.State.REGISTERED, Feed.After.ARCHIVE, "", new Disposition.Archive(day)),
                Arguments.of(Outcome.State.REGISTERED, Feed.After.DELETE, "", new Disposition.Delete()),
                Arguments.of(Outcome.State.REGISTERED, Feed.After.KEEP, "", new Disposition.Keep()),
                Arguments.of(Outcome.State.DUPLICATE, Feed.After.ARCHIVE, "", new Disposition.Archive(day)),
                Arguments.of(Outcome.State.DUPLICATE, Feed.After.DELETE, "", new Disposition.Delete()),
                Arguments.of(
                        Outcome.State.CONFLICT, Feed.After.DELETE, "OVERLAP", new Disposition.Quarantine("conflict")),
                Arguments.of(Outcome.State.POISON, Feed.After.KEEP, "NOT_TS", new Disposition.Quarantine("not_ts")),
                Arguments.of(Outcome.State.POISON, Feed.After.KEEP, "", new Disposition.Quarantine("poison")),
                Arguments.of(Outcome.State.POISON, Feed.After.KEEP, "../../etc", new Disposition.Quarantine("poison")),
                Arguments.of(
                        Outcome.State.SOURCE_LOST,
                        Feed.After.DELETE,
                        "CHANGED",
                        new Disposition.Quarantine("source_lost")));
    }

    @ParameterizedTest
    @MethodSource("dispositions")
    void doesWithAFileWhatItsLineSays(Outcome.State state, Feed.After after, String cause, Disposition expected) {
        Ledger.Line line = new Ledger.Line(state, after, LocalDate.of(2026, 11, 22));

        assertThat(Disposition.of(line, cause)).isEqualTo(expected);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ChangedFileException("x"), Verdict.Kind.CHANGED),
                Arguments.of(new UnreadableFileException("x", new IOException()), Verdict.Kind.UNREADABLE),
                Arguments.of(new RecordTooLargeException(), Verdict.Kind.UNSENDABLE),
                Arguments.of(new SerializationException(), Verdict.Kind.UNSENDABLE),
                Arguments.of(new IllegalStateException("unforeseen"), Verdict.Kind.UNSENDABLE),
                Arguments.of(new TimeoutException(), Verdict.Kind.NOT_TAKEN),
                Arguments.of(new AuthorizationException("x"), Verdict.Kind.NOT_TAKEN),
                Arguments.of(new InterruptedException(), Verdict.Kind.NOT_TAKEN),
                Arguments.of(new ExecutionException(new TimeoutException()), Verdict.Kind.NOT_TAKEN),
                Arguments.of(new ExecutionException(new RecordTooLargeException()), Verdict.Kind.UNSENDABLE));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsTheChunksOwnFailureFromKafkas(Throwable failure, Verdict.Kind kind) {
        assertThat(SinkFailure.of(failure).kind()).isEqualTo(kind);
    }

    static Stream<Arguments> sights() {
        RootSight before = new RootSight("disk 1", Set.of("a", "b"));
        return Stream.of(
                Arguments.of(null, new RootSight("disk 1", Set.of()), true),
                Arguments.of(before, before, true),
                Arguments.of(before, new RootSight("disk 1", Set.of()), true),
                Arguments.of(before, new RootSight("disk 2", Set.of()), false),
                Arguments.of(before, new RootSight("disk 2", Set.of("c")), false),
                Arguments.of(before, new RootSight("disk 2", Set.of("b", "c")), true),
                Arguments.of(new RootSight("disk 1", Set.of()), new RootSight("disk 2", Set.of()), true));
    }

    @ParameterizedTest
    @MethodSource("sights")
    void tellsALostMountFromAnEmptyFolder(@Nullable RootSight before, RootSight now, boolean isFine) {
        assertThat(now.trouble(before).isEmpty()).isEqualTo(isFine);
    }
}
