package tams.ingest.watcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedDefined;
import tams.ingest.contracts.FeedEvent;
import tams.ingest.contracts.FeedPaused;
import tams.ingest.contracts.FeedSettings;
import tams.ingest.contracts.FeedTable;
import tams.ingest.kit.EventCode;

/**
 * The feed table as {@code ingest.feeds} tells it, line by line. Thread-safe.
 *
 * <p>Lines come in any order over the topic's partitions, so two may claim one folder for a moment; then the later version
 * has it.
 */
final class Feeds {

    private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);

    /** One line with the means to match it. */
    private record Line(FeedDefined defined, FeedTable table) {}

    private final UUID namespace;
    private final Map<String, FeedDefined> lines = new HashMap<>();
    private final Map<String, Line> byFolder = new HashMap<>();
    private final List<Line> patterns = new ArrayList<>();
    private final Set<String> paused = new HashSet<>();
    private int version;
    private int indexed;

    Feeds(UUID namespace) {
        this.namespace = namespace;
    }

    /** Takes a record of the topic: a line, a pause, or the end of either. Others are none of our business. */
    synchronized void accept(String key, @Nullable FeedEvent record) {
        String pausable = FeedPaused.feedOf(key);
        if (pausable != null && (record == null || record instanceof FeedPaused)) {
            pause(pausable, record != null);
        } else if (!key.contains("/") && record == null) {
            lines.remove(key);
            version++;
        } else if (!key.contains("/") && record instanceof FeedDefined line) {
            lines.put(key, line);
            version++;
        }
    }

    private void pause(String feed, boolean isPaused) {
        boolean isNews = isPaused ? paused.add(feed) : paused.remove(feed);
        if (isNews) {
            version++;
            LOG.info(
                    "feed {} is {}",
                    FileNames.shown(feed),
                    isPaused ? "paused: its files stay until it is resumed" : "resumed");
        }
    }

    /** Counts the changes; as long as it stands still, so does every claim. */
    synchronized int version() {
        return version;
    }

    synchronized Claim claim(String folder) {
        Claim claim = unpaused(folder);
        return paused.contains(claim.feed()) ? claim.pause() : claim;
    }

    /** How long archived files of a folder stay; null for ever, as while no feed claims it. */
    synchronized @Nullable Duration archiveKeep(String folder) {
        FeedSettings settings = unpaused(folder).settings();
        return settings == null ? null : settings.feed().archiveKeep();
    }

    private Claim unpaused(String folder) {
        if (indexed != version) {
            index();
        }
        Line named = byFolder.get(folder);
        if (named != null) {
            return Claim.of(named.defined.settings(), named.defined, namespace);
        }
        for (Line pattern : patterns) {
            Optional<Feed> feed = pattern.table.of(folder);
            if (feed.isPresent()) {
                return Claim.of(feed.get(), pattern.defined, namespace);
            }
        }
        return Claim.none(folder);
    }

    private void index() {
        byFolder.clear();
        patterns.clear();
        Comparator<FeedDefined> latestFirst =
                Comparator.comparingLong(FeedDefined::version).reversed().thenComparing(FeedDefined::feed);
        for (FeedDefined line : lines.values().stream().sorted(latestFirst).toList()) {
            Feed feed = line.settings();
            if (feed.standsForMany()) {
                patterns.add(new Line(line, new FeedTable(List.of(feed))));
                continue;
            }
            Line other = byFolder.putIfAbsent(feed.folder(), new Line(line, new FeedTable(List.of(feed))));
            if (other != null) {
                LOG.warn(
                        EventCode.FOLDER_CLAIMED_TWICE.marker(),
                        "feeds '{}' and '{}' both claim the folder '{}': the first, which is newer, has it",
                        other.defined.feed(),
                        feed.id(),
                        feed.folder());
            }
        }
        // Within one version the topic keeps no order of lines, so that of their ids stands for it.
        patterns.sort(
                Comparator.comparing((Line line) -> line.defined.version()).thenComparing(line -> line.defined.feed()));
        indexed = version;
    }
}
