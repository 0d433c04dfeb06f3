package tams.ingest.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.Evidence;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.contracts.Ids;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Outcome;
import tams.ingest.s3.S3Server;

/** Copies for registrars on other hosts: made before the event, the same at each repetition, removed by the ledger alone. */
class StagingTest {

    private static S3Server s3;

    @TempDir
    Path root;

    private final WatcherMetrics metrics = new WatcherMetrics(new SimpleMeterRegistry());
    private final Ledger ledger = new Ledger();
    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private boolean isLedgerRead = true;
    private Path place;
    private StageChunk stage;

    @BeforeAll
    static void start() throws Exception {
        s3 = S3Server.start();
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @BeforeEach
    void begin() {
        s3.keys().forEach(s3::delete);
        place = s3.place("staging");
        stage = new StageChunk(place, metrics);
    }

    private void round() {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        try (StagedChunks copies = new StagedChunks(s3.place("staging"), ledger, () -> isLedgerRead, metrics, clock)) {
            copies.round();
        }
    }

    private FoundFile found(String name, String content) throws IOException {
        Path file = Files.writeString(root.resolve(name), content);
        FileStamp stamp =
                FileStamp.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        Feed feed = Feed.named("a");
        Claim claim = Claim.of(feed, new FeedDefined("a", 1, feed, DropFixture.NOW), DropFixture.NAMESPACE);
        return new FoundFile("a", name, file, stamp, DropFixture.NOW, null, claim, Evidence.NONE, false, false, false);
    }

    /** As if the file could be measured, whatever its content. */
    private static ChunkArrived measured(FoundFile found) {
        ChunkArrived read = new MeasureChunk().measure(found);
        return new ChunkArrived(
                read.feed(),
                read.arrival(),
                read.file(),
                null,
                read.modifiedAt(),
                read.at(),
                new Measurement(188, 1, List.of(), List.of(), List.of()),
                null,
                Evidence.NONE,
                read.settings());
    }

    private static String key(ChunkArrived chunk) {
        return "staging/" + chunk.arrival();
    }

    private void decide(ChunkArrived chunk, Outcome.State state) {
        Outcome line = DropFixture.line(chunk, state, null);
        ledger.accept(line.key(), line);
    }

    @Test
    void theEventSaysWhereTheCopyLiesAndTheCopyIsThere() throws IOException {
        FoundFile found = found("one.ts", "one");
        ChunkArrived chunk = measured(found);
        ChunkArrived staged = stage.stage(found, chunk);
        assertThat(staged.file().staged()).isEqualTo(chunk.arrival().toString());
        assertThat(staged.arrival()).isEqualTo(Ids.arrival("a", staged.file()));
        assertThat(s3.text(key(chunk))).isEqualTo("one");
    }

    @Test
    void aRepetitionFindsTheCopyOrMakesTheSameOnceMore() throws IOException {
        FoundFile found = found("one.ts", "one");
        ChunkArrived chunk = measured(found);
        stage.stage(found, chunk);
        Instant first = Files.getLastModifiedTime(place.resolve(chunk.arrival().toString()))
                .toInstant();
        stage.stage(found, chunk);
        assertThat(s3.keys()).containsExactly(key(chunk));
        s3.delete(key(chunk));
        assertThat(stage.stage(found, chunk).file().staged()).isNotNull();
        assertThat(s3.text(key(chunk))).isEqualTo("one");
        assertThat(first).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void stagesALargeFileWhole() throws IOException {
        String large = "0123456789abcdef".repeat(1 << 17);
        FoundFile found = found("large.ts", large);
        ChunkArrived chunk = measured(found);
        stage.stage(found, chunk);
        assertThat(s3.text(key(chunk))).isEqualTo(large);
    }

    @Test
    void neverLeavesACopyOfOtherBytesThanWereMeasured() throws IOException {
        FoundFile found = found("one.ts", "one");
        ChunkArrived chunk = measured(found);
        Files.writeString(found.path(), "two");
        assertThatThrownBy(() -> stage.stage(found, chunk)).isInstanceOf(ChangedFileException.class);
        Files.writeString(found.path(), "x");
        assertThatThrownBy(() -> stage.stage(found, chunk)).isInstanceOf(ChangedFileException.class);
        Files.delete(found.path());
        assertThatThrownBy(() -> stage.stage(found, chunk)).isInstanceOf(ChangedFileException.class);
        assertThat(s3.keys()).doesNotContain(key(chunk));
    }

    @Test
    void stagesNothingThatNobodyReads() throws IOException {
        FoundFile found = found("one.ts", "one");
        assertThat(stage.stage(found, new MeasureChunk().measure(found)).file().staged())
                .isNull();
        assertThat(s3.keys()).isEmpty();
    }

    @Test
    void aBucketThatIsGoneHoldsUpAllChunksAndNoneIsBlamed() throws IOException {
        FoundFile found = found("one.ts", "one");
        ChunkArrived chunk = measured(found);
        s3.deleteBucket();
        try {
            assertThatThrownBy(() -> stage.stage(found, chunk))
                    .isInstanceOf(BucketAwayException.class)
                    .satisfies(e -> assertThat(SinkFailure.of(e).kind()).isEqualTo(Verdict.Kind.NOT_TAKEN))
                    .hasMessageContaining("NoSuchBucket");
        } finally {
            s3.createBucket();
        }
    }

    @ParameterizedTest
    @EnumSource(Outcome.State.class)
    void aCopyGoesOnceItsArrivalIsDecidedAndNotBefore(Outcome.State state) throws IOException {
        FoundFile found = found("one.ts", "one");
        ChunkArrived chunk = measured(found);
        stage.stage(found, chunk);
        decide(chunk, state);
        now = now.plus(StagedChunks.UNKNOWN_MAX.multipliedBy(2));
        round();
        assertThat(s3.keys().isEmpty()).isEqualTo(state.isTerminal());
    }

    @Test
    void keepsEverythingWhileTheLedgerIsNotRead() throws IOException {
        FoundFile found = found("one.ts", "one");
        ChunkArrived chunk = measured(found);
        stage.stage(found, chunk);
        isLedgerRead = false;
        now = now.plus(StagedChunks.UNKNOWN_MAX.multipliedBy(2));
        round();
        assertThat(s3.keys()).containsExactly(key(chunk));
    }

    @Test
    void removesWhatACrashLeftUnannouncedWhenNobodyCanSpeakOfItAnyMore() throws IOException {
        FoundFile found = found("one.ts", "one");
        stage.stage(found, measured(found));
        s3.put("staging/not-ours.txt", "a note");
        s3.put("staging/deeper/" + new UUID(1, 2), "not ours either");
        now = now.plus(StagedChunks.UNKNOWN_MAX);
        round();
        assertThat(s3.keys()).hasSize(3);
        now = now.plus(Duration.ofMinutes(5));
        round();
        assertThat(s3.keys()).containsExactlyInAnyOrder("staging/not-ours.txt", "staging/deeper/" + new UUID(1, 2));
        assertThat(StagedChunks.hasServed(Optional.empty(), StagedChunks.UNKNOWN_MAX))
                .isFalse();
    }

    @Test
    void aRoundThatFailsIsCountedAndTheNextGoesOn() throws IOException {
        FoundFile found = found("one.ts", "one");
        ChunkArrived chunk = measured(found);
        stage.stage(found, chunk);
        decide(chunk, Outcome.State.REGISTERED);
        s3.deleteBucket();
        try {
            round();
        } finally {
            s3.createBucket();
        }
        stage.stage(found, chunk);
        round();
        assertThat(s3.keys()).isEmpty();
    }
}
