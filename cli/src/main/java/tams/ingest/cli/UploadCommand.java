package tams.ingest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tams.ingest.client.Flow;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.Timestamp;
import tams.ingest.router.ChunkTimeline;
import tams.ingest.watcher.ChunkFolder;
import tams.ingest.watcher.ChunkReader;

/** Makes files segments of a Flow at their exact places in time. */
@Command(
        name = "upload",
        mixinStandardHelpOptions = true,
        description =
                "Makes each file a segment of the Flow, at the place in time that its media say: measured, uploaded,"
                        + " registered, listed again and read back. Files go in the natural order of their names. The same command"
                        + " again does only what is missing. Exit code 3 when a file did not make it; its reason is in its line.")
final class UploadCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(index = "0", paramLabel = "FLOW_ID", converter = OptionForms.Id.class, description = "the Flow")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private UUID flowId;

    @Parameters(
            index = "1..*",
            paramLabel = "FILE",
            arity = "1..*",
            description = "TS chunks or plain audio; of a folder, the chunks that lie right in it")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private List<Path> files;

    @Option(
            names = "--start-at",
            paramLabel = "T",
            defaultValue = "media",
            converter = StartAt.Text.class,
            description =
                    "where the first file begins: 'media', its own time (PTS), so that Flows uploaded one by one stay"
                            + " in step; a time such as 0:0; or 'end', behind what the Flow has. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // it has a default
    private StartAt startAt;

    @Option(
            names = "--program",
            paramLabel = "N",
            converter = OptionForms.Program.class,
            description = "which program of a multi-program stream; default: the first that fits")
    private @Nullable Integer program;

    @Option(
            names = "--storage-id",
            paramLabel = "ID",
            converter = OptionForms.Id.class,
            description = "which of the store's back-ends; needed where none is the default (see tams service)")
    private @Nullable UUID storageId;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "4",
            converter = OptionForms.Count.class,
            description = "uploads side by side, at most 16; default: ${DEFAULT-VALUE}")
    private int parallel;

    @Option(
            names = "--no-read-back",
            description = "trust the store: compare listed times, but do not download and hash")
    private boolean noReadBack;

    @Option(names = "--dry-run", description = "only show where each file would lie")
    private boolean dryRun;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    private final Progress progress = Progress.onStderr();

    @Override
    public Integer call() {
        if (parallel > FlowUpload.PARALLEL_MAX) {
            throw new ParameterException(spec.commandLine(), "--parallel is at most " + FlowUpload.PARALLEL_MAX);
        }
        try (TamsApi api = store.open()) {
            Flow flow = api.flow(flowId)
                    .orElseThrow(() -> new CheckFailedException("the store has no Flow " + flowId
                            + ": tams flows lists what it has, tams put-flow makes one"));
            UploadPlanner planner = new UploadPlanner(flow, program);
            measure(planner);
            UploadReport report = new UploadReport(flowId, lines(api, planner));
            progress.erase();
            report.print(System.out, json);
            report.gaps().forEach(System.err::println);
            System.err.println(report.summary());
            return report.isComplete() ? ExitCode.OK : ExitCode.CHECK_FAILED;
        }
    }

    private void measure(UploadPlanner planner) {
        List<Path> all = files.stream()
                .flatMap(UploadCommand::chunks)
                .distinct()
                .sorted(NaturalOrder.OF_PATHS)
                .toList();
        if (all.size() > ChunkTimeline.CHUNKS_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "more than " + ChunkTimeline.CHUNKS_MAX + " files: upload them in parts");
        }
        ThreadLocal<ChunkReader> readers = ThreadLocal.withInitial(ChunkReader::new);
        int[] measured = {0};
        InOrder.forEach(all.iterator(), file -> MeasuredFile.of(readers.get(), file), file -> {
            planner.add(file);
            progress.show("measured " + ++measured[0] + " of " + all.size() + " files");
            return true;
        });
    }

    /** A file itself, also one that is not there; a folder's chunks, or the folder if it has none. */
    private static Stream<Path> chunks(Path file) {
        if (!Files.isDirectory(file)) {
            return Stream.of(file);
        }
        try {
            List<Path> chunks = ChunkFolder.chunks(file);
            return chunks.isEmpty() ? Stream.of(file) : chunks.stream();
        } catch (IOException e) {
            return Stream.of(file);
        }
    }

    private List<UploadLine> lines(TamsApi api, UploadPlanner planner) {
        List<UploadLine> lines = new ArrayList<>(planner.refused());
        List<PlannedFile> planned = planner.planned();
        if (!planned.isEmpty()) {
            Timestamp shift = startAt.shift(planned, () -> api.segments(flowId, SegmentQuery.all()));
            List<PlannedFile> placed =
                    planned.stream().map(file -> file.shifted(shift)).toList();
            lines.addAll(dryRun ? shown(placed) : uploaded(api, placed));
        }
        return lines;
    }

    private static List<UploadLine> shown(List<PlannedFile> placed) {
        return placed.stream()
                .map(file -> UploadLine.of(file, UploadLine.Result.PLANNED, null, null))
                .toList();
    }

    private List<UploadLine> uploaded(TamsApi api, List<PlannedFile> placed) {
        UploadTarget target =
                new UploadTarget(api, flowId, storageId, api.service().urlTimeout(), !noReadBack, Repeats.inRealTime());
        return new FlowUpload(target, parallel, progress).run(placed);
    }
}
