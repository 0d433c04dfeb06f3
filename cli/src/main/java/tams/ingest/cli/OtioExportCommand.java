package tams.ingest.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.Json;

/** Prints a Flow, a Source or a clip as an OpenTimelineIO timeline. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Prints a Flow, or all Flows of a Source or clip, as an OpenTimelineIO Timeline.1.")
final class OtioExportCommand implements Callable<Integer> {

    /** How a clip names its media. */
    enum Form {
        url,
        reference
    }

    /** Exactly one of them. */
    static final class What {

        @Option(names = "--flow", paramLabel = "ID", converter = OptionForms.Id.class, description = "this Flow")
        private @Nullable UUID flow;

        @Option(
                names = "--source",
                paramLabel = "ID",
                converter = OptionForms.Id.class,
                description = "the Flows of this Source, a track for each")
        private @Nullable UUID source;

        @Option(
                names = "--clip",
                paramLabel = "ID",
                converter = OptionForms.Id.class,
                description = "the Flows of this clip, by the id of its Source")
        private @Nullable UUID clip;
    }

    @Mixin
    private final StoreOption store = new StoreOption();

    @ArgGroup(exclusive = true, multiplicity = "1")
    private What what = new What();

    @Option(
            names = "--form",
            defaultValue = "url",
            description = "url: ExternalReference with tams:// or tamss://; reference: MissingReference with the ids in"
                    + " its metadata; default: ${DEFAULT-VALUE}")
    private Form form = Form.url;

    @Override
    public Integer call() {
        try (TamsApi api = store.open()) {
            OtioTimeline timeline = timeline(new OtioExport(api));
            ObjectNode document = new OtioWriter(form == Form.url ? store.url() : null).write(timeline);
            System.out.println(Json.MAPPER.valueToTree(document).toPrettyString());
            return ExitCode.OK;
        }
    }

    private OtioTimeline timeline(OtioExport export) {
        if (what.flow != null) {
            return export.flow(what.flow);
        }
        UUID source = what.source == null ? what.clip : what.source;
        return export.source(java.util.Objects.requireNonNull(source, "one of the three"));
    }
}
