package tams.ingest.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.Json;

/** Makes an OpenTimelineIO timeline a Source with Flows that use what is in the store already. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description =
                "Makes a timeline of cuts and gaps a new Source, a Flow for each track, out of objects that the store"
                        + " has. No media is moved. The same timeline again changes nothing.")
final class OtioRenderCommand implements Callable<Integer> {

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(paramLabel = "FILE", description = "an OpenTimelineIO Timeline.1")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private Path file;

    @Option(names = "--label", paramLabel = "TEXT", description = "default: the timeline's name")
    private @Nullable String label;

    @Option(
            names = "--by-reference",
            description =
                    "as reference segments, so that what comes later is there too; in stores without them, by using"
                            + " the objects again")
    private boolean byReference;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        OtioTimeline timeline = new OtioReader(store.url()).read(file);
        try (TamsApi api = store.open()) {
            boolean referring = isReferring(api, byReference);
            Edit edit = EditPlan.of(api, timeline, label == null ? timeline.name() : label);
            new EditWriter(api, Repeats.inRealTime()).write(edit, referring);
            ObjectNode answer = edit.answer();
            System.out.println(json ? Json.text(answer) : edit.sourceId());
            return ExitCode.OK;
        }
    }

    /** Whether reference segments are written: where they are wanted and the store takes them. */
    static boolean isReferring(TamsApi api, boolean wanted) {
        boolean referring = wanted && api.service().hasReferenceSegments();
        if (wanted && !referring) {
            System.err.println("the store takes no reference segments: the objects are used again");
        }
        return referring;
    }
}
