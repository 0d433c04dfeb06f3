package tams.ingest.watcher;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Evidence;

/** The files of one folder below the drop root and how far each has come. Belongs to the scanner's thread. */
final class FeedFolder {

    /** Announced chunks of a feed that have no line in the ledger yet; bounds what one feed can put before the others. */
    static final int UNANSWERED_MAX = 1_000;

    /** Files of a folder that are known at a time, some 50 MB; the others are seen when these have left. */
    static final int FILES_MAX = 200_000;

    final String name;
    final Path path;
    /** Before this, by the monotonic clock, no hint is worth a look. */
    long restUntil;

    private final FolderPlaylists playlists;
    private final FolderSigns signs;
    private final Beginning beginning;

    private final FolderRules rules;
    private final Map<String, TrackedFile> files = new HashMap<>();
    private final ReadyFiles ready = new ReadyFiles();
    private Claim claim;
    private int look;
    private int unanswered;
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
        this.beginning = new Beginning(rules.firstChunk());
        this.restUntil = now;
    }

    /** Takes over another claim; what only waited for one is announced as soon as it is its turn. */
    void claim(Claim next) {
        if (!next.feed().equals(claim.feed()) || next.isMapped() != claim.isMapped()) {
            beginning.restart();
        }
        boolean isRenumbered = !next.readsNamesLike(claim);
        claim = next;
        if (isRenumbered) {
            ready.reorder(() -> files.values().forEach(file -> file.number(claim.name(file.name))));
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
            if (files.size() >= FILES_MAX) {
                return;
            }
            file = new TrackedFile(claim.name(fileName), stamp, now);
            files.put(fileName, file);
            hasNewFiles = true;
        } else if (!file.stamp.equals(stamp)) {
            ready.remove(file);
            file.restart(stamp);
        } else {
            file.unchanged = rules.completeness().unchanged(file.unchanged, now - file.lookedAt);
        }
        file.lookedAt = now;
        file.look = look;
    }

    /** Forgets what was not seen, and moves every file on as far as it can go. */
    void endLook(long now, Instant wallClock, Closer closer) {
        if (claim.isMapped() && rules.ledger().hasBegun(claim.feed())) {
            beginning.begin();
        }
        unanswered = 0;
        playlists.endLook();
        files.values().stream().filter(file -> file.look != look).forEach(ready::remove);
        files.values().removeIf(file -> file.look != look);
        signs.endLook(claim, files, hasNewFiles);
        hasNewFiles = false;
        TrackedFile first = null;
        for (Iterator<TrackedFile> all = files.values().iterator(); all.hasNext(); ) {
            TrackedFile file = all.next();
            if (isGone(file, now, wallClock, closer)) {
                all.remove();
            } else if (file.isAhead() && (first == null || TrackedFile.ORDER.compare(file, first) < 0)) {
                first = file;
            }
        }
        beginning.see(first, now);
    }

    /** Moves one file on; true when it has left the folder by our doing. */
    private boolean isGone(TrackedFile file, long now, Instant wallClock, Closer closer) {
        return switch (file.stage) {
            case GROWING -> {
                if (signs.isWhole(file)) {
                    file.completeAt = wallClock;
                    ready.add(file, now);
                }
                yield false;
            }
            case BLOCKED -> {
                if (now - file.due >= 0) {
                    ready.add(file, now);
                }
                yield false;
            }
            case ANNOUNCED, CLOSED -> isClosed(file, now, closer);
            case READY, KEPT -> false;
        };
    }

    /** Does what the ledger asks for; true when the file has left the folder. */
    private boolean isClosed(TrackedFile file, long now, Closer closer) {
        UUID arrival = Objects.requireNonNull(file.arrival);
        Ledger.Line line = rules.ledger().line(arrival).orElse(null);
        if (line != null && line.state().isTerminal()) {
            file.close(now + rules.grace().toNanos());
            return now - file.due >= 0 && file.isGone(closer.close(found(file, Evidence.NONE), arrival, line), now);
        }
        file.stage = TrackedFile.Stage.ANNOUNCED;
        boolean wasMapped = Objects.requireNonNull(file.claim).isMapped();
        if (!wasMapped && claim.isMapped()) {
            file.arrival = null;
            file.tries = 0;
            ready.add(file, now);
            return false;
        }
        unanswered += line == null ? 1 : 0;
        Duration patience = Repetition.after(line == null ? null : line.state(), wasMapped, file.tries);
        if (patience != null && now - file.due >= patience.toNanos()) {
            ready.add(file, now);
        }
        return false;
    }

    /** The file whose turn it is; null when none may go now. */
    @Nullable TrackedFile next(long now) {
        if (claim.isPaused()) {
            return null;
        }
        TrackedFile repeated = ready.repeated();
        TrackedFile fresh = ready.lowest();
        if (repeated != null || fresh == null || unanswered >= UNANSWERED_MAX) {
            return repeated;
        }
        boolean mayGo = !claim.isMapped() || beginning.mayGo(fresh, now, ready.waitingSince());
        return mayGo && !playlists.isAwaited(fresh.name, claim, now - fresh.due) ? fresh : null;
    }

    /**
     * Takes the result of announcing {@link #next}.
     *
     * @param retry after which a blocked file is tried again
     */
    void settle(TrackedFile file, Verdict verdict, long now, Duration retry) {
        if (verdict.kind() == Verdict.Kind.NOT_TAKEN) {
            return;
        }
        ready.remove(file);
        switch (verdict.kind()) {
            case ANNOUNCED, KNOWN -> {
                file.announced(claimOf(file), Objects.requireNonNull(verdict.arrival()), now);
                if (claim.isMapped()) {
                    beginning.begin();
                }
                unanswered += verdict.kind() == Verdict.Kind.ANNOUNCED ? 1 : 0;
            }
            case CHANGED -> file.restart(file.stamp);
            case UNREADABLE, UNSENDABLE -> file.block(now + retry.toNanos());
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
                file.stamp,
                Objects.requireNonNull(file.completeAt),
                file.sequence(),
                claimOf(file),
                evidence,
                file.arrival != null,
                file.isDistrusted);
    }

    /** The settings of today, unless the folder has gone to another feed since the file's arrival was made. */
    private Claim claimOf(TrackedFile file) {
        Claim announced = file.claim;
        if (file.arrival == null || announced == null) {
            return claim;
        }
        return claim.isMapped() && announced.feed().equals(claim.feed()) ? claim : announced;
    }

    /** Adds the numbers of files by stage. */
    void count(Map<TrackedFile.Stage, Integer> byStage) {
        files.values().forEach(file -> byStage.merge(file.stage, 1, Integer::sum));
    }
}
