package tams.ingest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tams.ingest.client.Source;
import tams.ingest.client.SourceQuery;
import tams.ingest.client.TamsApi;

/** Lists Sources. */
@Command(
        name = "sources",
        mixinStandardHelpOptions = true,
        description = "Lists the store's Sources, all pages; or those that are named.")
final class TamsSourcesCommand implements Callable<Integer> {

    @Mixin
    private final StoreOption store = new StoreOption();

    @Mixin
    private final ListOptions options = new ListOptions();

    @Parameters(paramLabel = "ID", arity = "0..*", converter = OptionForms.Id.class, description = "only these")
    private List<UUID> ids = new ArrayList<>();

    @Override
    public Integer call() {
        try (TamsApi api = store.open()) {
            List<Source> sources = ids.isEmpty() ? api.sources(options.of(SourceQuery.ALL)) : named(api);
            if (options.json()) {
                StoreDocuments.print(System.out, sources);
            } else {
                print(sources);
            }
            return ExitCode.OK;
        }
    }

    private List<Source> named(TamsApi api) {
        return ids.stream()
                .map(id -> api.source(id).orElseThrow(() -> new CheckFailedException("the store has no Source " + id)))
                .toList();
    }

    private static void print(List<Source> sources) {
        TextTable table = new TextTable("SOURCE", "FORMAT", "COLLECTS", "LABEL");
        sources.forEach(source -> table.row(
                source.id(),
                TamsFlowsCommand.kind(String.valueOf(source.format())),
                members(source.sourceCollection()),
                source.label()));
        table.print(System.out);
    }

    private static @Nullable String members(@Nullable List<Source.Member> members) {
        return members == null || members.isEmpty()
                ? null
                : members.stream()
                        .map(member -> (member.role() == null ? "" : member.role() + "=") + member.id())
                        .collect(Collectors.joining(" "));
    }
}
