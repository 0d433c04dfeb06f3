package tams.ingest.watcher;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Evidence;
import tams.ingest.contracts.Outcome;

/** The files of one folder below the drop root and how far each has come. Belongs to the scanner's thread. */
final class FeedFolder {

    /** Announced chunks of a feed that have no line in the ledger yet; bounds what one feed can put before the others. */
    static final int UNANSWERED_MAX = 1_000;

    final String name;
    final Path path;
    /** Before this, by the monotonic clock, no hint is worth a look. */
    long restUntil;

    private final FolderPlaylists playlists;
    private final FolderSigns signs;
    private final FolderTurns turns;
    private final Backfill backfill = new Backfill();

    private final FolderRules rules;
    private final FileTable files = new FileTable();
    private FolderStock stock = new FolderStock();
    private Claim claim;
    private int look;
    private boolean hasNewFiles;

    /** Takes the files whose arrivals the ledger has closed. */
    @FunctionalInterface
    interface Closer {
        Janitor.Result close(FoundFile file, UUID arrival, Ledger.Line line);
    }

    FeedFolder(String name, Path path, Claim claim, FolderRules rules, long now) {
        this.name = name;
        this.path = path;
        this.claim = claim;
        this.rules = rules;
        this.playlists =
                new FolderPlaylists(rules.playlists(), rules.completeness().listed());
        this.signs = new FolderSigns(rules.completeness(), rules.warn(), claim);
        this.turns = new FolderTurns(new Beginning(rules.firstChunk()), playlists, now);
        this.restUntil = now;
    }

    /** Takes over another claim; what only waited for one is announced as soon as it is its turn. */
    void claim(Claim next) {
        if (!next.feed().equals(claim.feed()) || next.isMapped() != claim.isMapped()) {
            turns.beginning.restart();
        }
        boolean isRenumbered = !next.readsNamesLike(claim);
        claim = next;
        if (isRenumbered) {
            turns.ready.reorder(() -> files.forEach(file -> file.number(claim.name(file.name))));
        }
    }

    /** Begins a look; {@link #see} follows for each file, then {@link #endLook}. */
    void beginLook() {
        look++;
        playlists.beginLook();
        signs.beginLook();
    }

    /** Takes a list or a marker. */
    void seeList(String listName) {
        Path list = path.resolve(listName);
        if (FileNames.isPlaylist(listName)) {
            playlists.see(list);
        }
        signs.see(list, files);
    }

    void see(String fileName, FileStamp stamp, long now) {
        TrackedFile file = files.get(fileName);
        if (file == null) {
            if (files.isFull()) {
                return;
            }
            file = new TrackedFile(claim.name(fileName), stamp, now);
            file.isBacklog = backfill.isOpen();
            files.add(file);
            hasNewFiles = true;
        } else if (!file.stamp().equals(stamp)) {
            turns.ready.remove(file);
            file.restart(stamp);
        } else if (file.stage == TrackedFile.Stage.GROWING) {
            file.due = rules.completeness().unchanged(file.due, now - file.lookedAt);
        }
        file.lookedAt = now;
        file.look = look;
    }

    /** Forgets what was not seen, and moves every file on as far as it can go. */
    void endLook(long now, Instant wallClock, Closer closer) {
        if (claim.isMapped() && rules.ledger().hasBegun(claim.feed())) {
            turns.beginning.begin();
        }
        turns.recount();
        playlists.endLook();
        files.removeIf(this::isMissing);
        signs.endLook(claim, files, hasNewFiles);
        hasNewFiles = false;
        files.removeIf(file -> isGone(file, now, wallClock, closer));
        stock = FolderStock.of(files);
        turns.beginning.see(stock.first(), now);
        backfill.endLook(stock.backlog(), now);
    }

    /** Whether a file was not seen by the look that ends. */
    private boolean isMissing(TrackedFile file) {
        if (file.look == look) {
            return false;
        }
        turns.ready.remove(file);
        return true;
    }

    /** Moves one file on; true when it has left the folder by our doing. */
    private boolean isGone(TrackedFile file, long now, Instant wallClock, Closer closer) {
        return switch (file.stage) {
            case GROWING -> {
                if (signs.isWhole(file)) {
                    file.complete(wallClock);
                    turns.ready.add(file, now);
                }
                yield false;
            }
            case BLOCKED -> {
                if (now - file.due >= 0) {
                    turns.ready.add(file, now);
                }
                yield false;
            }
            case ANNOUNCED, CLOSED -> isClosed(file, now, closer);
            case READY, KEPT -> false;
        };
    }

    /** Does what the ledger asks for; true when the file has left the folder. */
    private boolean isClosed(TrackedFile file, long now, Closer closer) {
        UUID arrival = file.arrival();
        Ledger.Line line = rules.ledger().line(arrival).orElse(null);
        if (line != null && line.state().isTerminal()) {
            file.close(now + rules.grace().toNanos());
            return now - file.due >= 0 && file.isGone(closer.close(found(file, Evidence.NONE), arrival, line), now);
        }
        file.stage = TrackedFile.Stage.ANNOUNCED;
        boolean wasMapped = Objects.requireNonNull(file.claim).isMapped();
        if (!wasMapped && claim.isMapped()) {
            file.forgetArrival();
            file.tries = 0;
            turns.ready.add(file, now);
            return false;
        }
        Outcome.State state = line == null ? null : line.state();
        turns.count(state);
        Duration patience = Repetition.after(state, wasMapped, file.tries);
        if (patience != null && now - file.due >= patience.toNanos()) {
            turns.ready.add(file, now);
        }
        return false;
    }

    /** The file whose turn it is; null when none may go now. */
    @Nullable TrackedFile next(FolderTurns.Turn turn, long now) {
        return turns.next(turn, claim, now);
    }

    /**
     * Takes the result of announcing {@link #next}.
     *
     * @param retry after which a blocked file is tried again
     */
    void settle(TrackedFile file, Verdict verdict, long now, Duration retry) {
        if (verdict.kind() != Verdict.Kind.NOT_TAKEN && verdict.kind() != Verdict.Kind.EARLY) {
            turns.ready.remove(file);
        }
        switch (verdict.kind()) {
            case ANNOUNCED, KNOWN -> {
                file.announced(claimOf(file), Objects.requireNonNull(verdict.arrival()), now);
                if (claim.isMapped()) {
                    turns.beginning.begin();
                }
                if (verdict.kind() == Verdict.Kind.ANNOUNCED) {
                    turns.count(null);
                }
            }
            case CHANGED -> file.restart();
            case UNREADABLE, UNSENDABLE -> file.block(now + retry.toNanos());
            case EARLY -> turns.keepOrder(now);
            case NOT_TAKEN -> {}
        }
    }

    /** A file on its way to being announced, with all that stands beside its content. */
    FoundFile found(TrackedFile file) {
        Listing listing = playlists.of(file.name, claimOf(file));
        return found(file, new Evidence(file.namedAt(), listing.at(), listing.discontinuity(), List.of()));
    }

    private FoundFile found(TrackedFile file, Evidence evidence) {
        return new FoundFile(
                name,
                file.name,
                path.resolve(file.name),
                file.stamp(),
                file.completeAt(),
                file.sequence(),
                claimOf(file),
                evidence,
                file.hasArrival(),
                turns.isOvertaking(file),
                file.isDistrusted);
    }

    /** The settings of today, unless the folder has gone to another feed since the file's arrival was made. */
    private Claim claimOf(TrackedFile file) {
        Claim announced = file.claim;
        if (!file.hasArrival() || announced == null) {
            return claim;
        }
        return claim.isMapped() && announced.feed().equals(claim.feed()) ? claim : announced;
    }

    /** How far the backlog has come; empty without one, and where no feed claims the folder. */
    Optional<Backfill.Progress> backfill(long now) {
        return claim.isMapped() ? backfill.progress(now) : Optional.empty();
    }

    /** The id of its feed, or its name. */
    String feed() {
        return claim.feed();
    }

    /** The files as of the last look. */
    FolderStock stock() {
        return stock;
    }
}
