package tams.ingest.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.FeedTable;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Topics;
import tams.ingest.kit.Settings;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows one row per feed: what came, what became of it, and whether it is alive.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings = config.load();
        List<FeedRow> rows = rows(settings, Instant.now());
        Map<String, Backfill> backfills = Backfill.of(settings);
        if (json) {
            System.out.println(document(rows, backfills));
        } else {
            print(rows);
            backfills.forEach((feed, backfill) -> System.out.println(feed + ": " + backfill));
        }
        return ExitCode.OK;
    }

    private static ObjectNode document(List<FeedRow> rows, Map<String, Backfill> backfills) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        ArrayNode feeds = document.putArray("feeds");
        for (FeedRow row : rows) {
            ObjectNode feed = row.toJson();
            Backfill backfill = backfills.get(row.status().feed());
            if (backfill != null) {
                feed.set("backfill", backfill.toJson());
            }
            feeds.add(feed);
        }
        return document;
    }

    private static void print(List<FeedRow> rows) {
        TextTable table = new TextTable(
                "FEED",
                "STATE",
                "SEEN",
                "REGISTERED",
                "DUPLICATE",
                "CONFLICT",
                "POISON",
                "LOST",
                "PENDING",
                "PARKED",
                "GAPS",
                "LAST TIMERANGE",
                "DELAY P50",
                "P99");
        rows.forEach(row -> {
            FeedStatus status = row.status();
            table.row(
                    status.feed(),
                    row.state(),
                    status.counts().seen(),
                    status.counts().registered(),
                    status.counts().duplicate(),
                    status.counts().conflict(),
                    status.counts().poison(),
                    status.counts().sourceLost(),
                    status.counts().pending(),
                    status.counts().parked(),
                    status.gaps(),
                    status.lastTimerange(),
                    millis(row, 50),
                    millis(row, 99));
        });
        table.print(System.out);
    }

    private static String millis(FeedRow row, int percent) {
        Integer delay = row.percentile(percent);
        return delay == null ? "-" : delay + " ms";
    }

    /**
     * Every feed of the table and every folder of which something is known, by name. A folder that a feed of another name
     * claims by now has no row: what was parked of it goes on under the feed.
     */
    static List<FeedRow> rows(Settings settings, Instant now) {
        FeedTableTopic.Table lines = FeedTableTopic.read(settings);
        List<Feed> table = lines.feeds();
        FeedTable mapping = new FeedTable(table);
        Map<String, FeedStatus> known = new TreeMap<>();
        TopicSnapshot.read(settings, Topics.FEED_STATUS, (feed, line) -> {
            if (line instanceof FeedStatus status) {
                known.put(feed, status);
            } else if (line == null) {
                known.remove(feed);
            }
        });
        TreeSet<String> ids = new TreeSet<>(known.keySet());
        table.stream().filter(feed -> !feed.standsForMany()).forEach(feed -> ids.add(feed.id()));
        table.forEach(line -> ids.addAll(lines.pausedBy(line)));
        Set<String> feeds = table.stream().map(Feed::id).collect(Collectors.toSet());
        ids.removeIf(id -> !feeds.contains(id)
                && mapping.of(id).filter(feed -> !feed.id().equals(id)).isPresent());
        List<FeedRow> rows = new ArrayList<>();
        for (String id : ids) {
            FeedStatus status = known.getOrDefault(id, FeedStatus.empty(id));
            boolean mapped = feeds.contains(id) || mapping.of(id).isPresent();
            rows.add(lines.paused().contains(id) && mapped ? FeedRow.paused(status) : FeedRow.of(status, mapped, now));
        }
        return rows;
    }
}
