package tams.ingest.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
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
        List<FeedRow> rows = rows(config.load(), Instant.now());
        if (json) {
            ObjectNode document = Json.MAPPER.createObjectNode();
            ArrayNode feeds = document.putArray("feeds");
            rows.forEach(row -> feeds.add(row.toJson()));
            System.out.println(document);
            return ExitCode.OK;
        }
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
        return ExitCode.OK;
    }

    private static String millis(FeedRow row, int percent) {
        Integer delay = row.percentile(percent);
        return delay == null ? "-" : delay + " ms";
    }

    /** Every feed of the table and every folder of which something is known, by name. */
    static List<FeedRow> rows(Settings settings, Instant now) {
        FeedTableTopic.Table lines = FeedTableTopic.read(settings);
        List<Feed> table = lines.feeds();
        FeedTable mapping = new FeedTable(table);
        Map<String, FeedStatus> known = new TreeMap<>();
        TopicSnapshot.read(settings, Topics.FEED_STATUS, (feed, status) -> {
            if (status == null) {
                known.remove(feed);
            } else {
                known.put(feed, status);
            }
        });
        TreeSet<String> ids = new TreeSet<>(known.keySet());
        table.stream().filter(feed -> !feed.standsForMany()).forEach(feed -> ids.add(feed.id()));
        table.forEach(line -> ids.addAll(lines.pausedBy(line)));
        List<FeedRow> rows = new ArrayList<>();
        for (String id : ids) {
            FeedStatus status = known.getOrDefault(id, FeedStatus.empty(id));
            boolean mapped = table.stream().anyMatch(feed -> feed.id().equals(id))
                    || mapping.of(id).isPresent();
            rows.add(lines.paused().contains(id) && mapped ? FeedRow.paused(status) : FeedRow.of(status, mapped, now));
        }
        return rows;
    }
}
