package tams.ingest.watcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * What decides about files; the same for all folders.
 *
 * @param grace how long a file stays after the ledger has decided
 * @param warn takes an entry of a folder that cannot be used, and why
 */
record FolderRules(
        Completeness completeness,
        FirstChunk firstChunk,
        Ledger ledger,
        Playlists playlists,
        Duration grace,
        BiConsumer<Path, String> warn) {

    static FolderRules of(WatcherConfig config, Ledger ledger, BiConsumer<Path, String> warn, LongSupplier nanos) {
        return new FolderRules(
                new Completeness(config.quiet(), config.scan(), config.isBucket()),
                new FirstChunk(config.scan()),
                ledger,
                new Playlists(warn, nanos),
                config.grace(),
                warn);
    }
}
