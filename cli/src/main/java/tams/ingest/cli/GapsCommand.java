package tams.ingest.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.Topics;

@Command(
        name = "gaps",
        mixinStandardHelpOptions = true,
        description = "Lists the open holes in the feeds' timelines, with their bounds and cause.")
final class GapsCommand implements Callable<Integer> {

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--feed", paramLabel = "ID", description = "only this feed")
    private @Nullable String feed;

    @Option(names = "--all", description = "also what was filled since, overlaps and discontinuities")
    private boolean all;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        GapBook book = new GapBook();
        TopicSnapshot.read(config.load(), Topics.GAPS, (key, event) -> {
            if (event != null) {
                book.add(event);
            }
        });
        List<GapBook.Finding> findings = book.list(feed, all);
        if (json) {
            System.out.println(Json.text(findings));
            return ExitCode.OK;
        }
        TextTable table = new TextTable("FEED", "TIMERANGE", "KIND", "CAUSE", "FOUND", "FILLED");
        findings.forEach(finding -> table.row(
                finding.feed(),
                finding.timerange(),
                finding.kind(),
                finding.cause(),
                finding.foundAt(),
                finding.filledAt()));
        table.print(System.out);
        return ExitCode.OK;
    }
}
