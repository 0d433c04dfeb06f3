package tams.ingest.watcher;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One file of a feed's folder, from the first look to its end. Belongs to the scanner's thread; there may be 100,000, so it
 * holds plain numbers where it can: 120 bytes, with its name some 190.
 */
final class TrackedFile {

    /**
     * Lowest sequence first, as a number; names without one after those with, by the time in them, then by name. The file
     * system's times never count.
     */
    static final Comparator<TrackedFile> ORDER = Comparator.comparing((TrackedFile file) -> file.sequence < 0)
            .thenComparingLong(file -> file.sequence)
            .thenComparingLong(file -> file.namedNanos)
            .thenComparing(file -> file.name);

    private static final long NO_SEQUENCE = -1;
    private static final long NO_TIME = Long.MIN_VALUE;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** How far a file has come. */
    enum Stage {
        /** May still be written to. */
        GROWING,
        /** Whole and waiting to be announced, for the first time or, with an arrival, once more. */
        READY,
        /** Could not be read or announced; tried again when due. */
        BLOCKED,
        /** Its arrival is known; the ledger decides. */
        ANNOUNCED,
        /** The ledger has decided; it is tidied up when due. */
        CLOSED,
        /** Registered and left in its folder for good. */
        KEPT
    }

    final String name;
    private long sequence = NO_SEQUENCE;
    private long namedNanos = NO_TIME;

    Stage stage = Stage.GROWING;
    private long bytes;
    private long modifiedNanos;
    private int key;
    /** When it was last looked at, by the monotonic clock, and the number of that look. */
    long lookedAt;

    int look;

    /**
     * GROWING: nanoseconds without a change, as {@link Completeness} counts them. READY: since when, for the first time.
     * BLOCKED: when to try again. ANNOUNCED: when it was announced. CLOSED: when to tidy it up.
     */
    long due;

    int tries;

    /** Whether a list of its folder has named it as finished. */
    boolean isListed;

    /** Whether its bytes turned out to be others though its stamp is the same. */
    boolean isDistrusted;

    /** Whether it was there at the first look at its folder. */
    boolean isBacklog;

    /** Whether it lies in a queue of {@link ReadyFiles}, be it marked. */
    boolean isQueued;

    /** The next of its slot in its {@link FileTable}. */
    @Nullable TrackedFile chained;

    private long completeNanos;

    /** The bits of its arrival's id, none of them set until it has been measured in its present form. */
    private long arrivalHigh;

    private long arrivalLow;

    /** Whose it was when it was announced. */
    @Nullable Claim claim;

    TrackedFile(ChunkName name, FileStamp stamp, long now) {
        this.name = name.name();
        number(name);
        keep(stamp);
        this.lookedAt = now;
    }

    private void keep(FileStamp seen) {
        bytes = seen.bytes();
        modifiedNanos = seen.modifiedNanos();
        key = seen.key();
    }

    FileStamp stamp() {
        return new FileStamp(bytes, modifiedNanos, key);
    }

    /** It is whole. */
    void complete(Instant at) {
        completeNanos = at.getEpochSecond() * NANOS_PER_SECOND + at.getNano();
    }

    /** When it was found to be whole; meaningless before. */
    Instant completeAt() {
        return Instant.ofEpochSecond(0, completeNanos);
    }

    @Nullable Long sequence() {
        return sequence == NO_SEQUENCE ? null : sequence;
    }

    /** When its name says that it was made. */
    @Nullable Instant namedAt() {
        return namedNanos == NO_TIME ? null : Instant.ofEpochSecond(0, namedNanos);
    }

    /** Takes over what the name says, read anew. */
    void number(ChunkName read) {
        Long counted = read.sequence();
        Instant named = read.namedAt();
        sequence = counted == null ? NO_SEQUENCE : counted;
        namedNanos = named == null ? NO_TIME : named.getEpochSecond() * NANOS_PER_SECOND + named.getNano();
    }

    boolean hasArrival() {
        return arrivalHigh != 0;
    }

    /** Its arrival. @throws IllegalStateException when it has none */
    UUID arrival() {
        if (!hasArrival()) {
            throw new IllegalStateException("it has not been measured: " + FileNames.shown(name));
        }
        return new UUID(arrivalHigh, arrivalLow);
    }

    void forgetArrival() {
        arrivalHigh = 0;
        arrivalLow = 0;
    }

    void announced(Claim by, UUID as, long now) {
        isDistrusted = false;
        stage = Stage.ANNOUNCED;
        claim = by;
        arrivalHigh = as.getMostSignificantBits();
        arrivalLow = as.getLeastSignificantBits();
        due = now;
        tries++;
    }

    void block(long until) {
        stage = Stage.BLOCKED;
        due = until;
        tries++;
    }

    /** The ledger has decided; only the first call counts. */
    void close(long tidyAt) {
        if (stage != Stage.CLOSED) {
            stage = Stage.CLOSED;
            due = tidyAt;
            tries = 0;
        }
    }

    /** Takes what became of it when it was tidied up; true when it has left the folder. */
    boolean isGone(Janitor.Result result, long now) {
        switch (result) {
            case GONE -> {
                return true;
            }
            case KEPT -> {
                stage = Stage.KEPT;
                forgetArrival();
                claim = null;
            }
            case CHANGED -> {
                restart();
                isDistrusted = true;
            }
            case UNDER_WAY -> {}
            case FAILED -> {
                tries++;
                due = now + Janitor.retryAfter(tries).toNanos();
            }
        }
        return false;
    }

    /** Forgets all that was found out about other bytes than those that are there now. */
    void restart(FileStamp seen) {
        keep(seen);
        restart();
    }

    /** Starts over with bytes that look the same. */
    void restart() {
        stage = Stage.GROWING;
        due = 0;
        tries = 0;
        forgetArrival();
        claim = null;
    }

    /** Whether the ledger has closed its arrival. */
    boolean isDone() {
        return stage == Stage.CLOSED || stage == Stage.KEPT;
    }

    /** Whether it has yet to be announced for the first time. */
    boolean isAhead() {
        return stage == Stage.GROWING || ((stage == Stage.BLOCKED || stage == Stage.READY) && !hasArrival());
    }
}
