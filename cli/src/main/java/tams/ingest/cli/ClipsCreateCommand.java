package tams.ingest.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.ClipDefined;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.kit.Durations;
import tams.ingest.kit.Settings;

/** Makes a clip. All is checked before anything is written, and the same clip again changes nothing. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Makes a new Source with a Flow for each of the original's, of the original's objects over a time"
                + " range, or of several parts. No media is moved. The same again changes nothing.")
final class ClipsCreateCommand implements Callable<Integer> {

    /** Exactly one of them. */
    static final class What {

        @Option(
                names = "--from-source",
                paramLabel = "ID",
                converter = OptionForms.Id.class,
                description = "all Flows of this Source that have media, and those that one of them collects")
        private @Nullable UUID source;

        @Option(
                names = "--from-flow",
                paramLabel = "ID",
                converter = OptionForms.Id.class,
                description = "this Flow alone")
        private @Nullable UUID flow;

        @Option(
                names = "--from",
                paramLabel = "FILE",
                description = "several parts, in YAML or JSON: 'parts', each with 'source' or 'flow', 'timerange' and"
                        + " 'at', its place in the clip; and 'label'")
        private @Nullable Path file;
    }

    /** At most one of them. */
    static final class Where {

        @Option(
                names = "--start-at",
                paramLabel = "T",
                converter = Time.class,
                description = "where the range's start lies in the clip, e.g. 0:0")
        private @Nullable Timestamp startAt;

        @Option(
                names = "--shift",
                paramLabel = "T",
                converter = Time.class,
                description = "how much later than in the original all is, e.g. 3600:0 or -10:0")
        private @Nullable Timestamp shift;
    }

    /** A time as TAMS writes it. */
    static final class Time implements ITypeConverter<Timestamp> {
        @Override
        public Timestamp convert(String text) {
            try {
                return Timestamp.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + ": write e.g. 0:0 or -10:40000000");
            }
        }
    }

    /** A length of time as the configuration writes it. */
    static final class Wait implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Duration wait;
            try {
                wait = Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + ": write e.g. 30s");
            }
            if (wait.isZero() || wait.compareTo(ClipDefined.DELAY_MAX) > 0) {
                throw new TypeConversionException("expected more than none and " + ClipDefined.DELAY_MAX.toHours()
                        + "h at most, not '" + text + "'");
            }
            return wait;
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final StoreOption store = new StoreOption();

    @ArgGroup(exclusive = true, multiplicity = "1")
    private What what = new What();

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private Where where = new Where();

    @Option(
            names = "--timerange",
            paramLabel = "R",
            converter = OptionForms.Range.class,
            description = "of the original, e.g. [10:0_20:0), or [10:0_ for a clip that grows with a running feed until"
                    + " 'clips stop'; with --from-source or --from-flow")
    private @Nullable TimeRange timerange;

    @Option(names = "--label", paramLabel = "TEXT", description = "default: the original's label and the range")
    private @Nullable String label;

    @Option(names = "--whole-segments", description = "moves the edges outwards to those of segments")
    private boolean wholeSegments;

    @Option(
            names = "--by-reference",
            description =
                    "as reference segments, so that what comes later is there too; in stores without them, by using"
                            + " the objects again")
    private boolean byReference;

    @Option(
            names = "--delay",
            paramLabel = "D",
            converter = Wait.class,
            description = "how long after its registration a segment is in the clip at the earliest, e.g. 30s; for a"
                    + " clip that grows")
    private @Nullable Duration delay;

    @Option(
            names = "--once",
            description = "what is there now; without it, and where kafka.bootstrap is set, segments that come late"
                    + " reach the clip too")
    private boolean once;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        ClipRequest request = what.file == null ? single() : several(what.file);
        if (delay != null && !request.isOpen()) {
            throw new ParameterException(
                    spec.commandLine(), "--delay goes with a range that has no end, e.g. --timerange [10:0_");
        }
        try (TamsApi api = store.open()) {
            OtioTimeline timeline = ClipPlan.of(api, request);
            Edit edit = request.isOpen() ? grow(api, request, timeline) : make(api, request, timeline);
            ObjectNode answer = edit.answer(request.isOpen() ? "growing" : "complete");
            System.out.println(json ? Json.text(answer) : edit.sourceId());
            return ExitCode.OK;
        }
    }

    /** Writes all there is; a clip of one original is then told what comes late too. */
    private Edit make(TamsApi api, ClipRequest request, OtioTimeline timeline) {
        boolean referring = OtioRenderCommand.isReferring(api, byReference);
        Edit edit = EditPlan.of(api, timeline, timeline.name());
        new EditWriter(api, Repeats.inRealTime()).write(edit, referring);
        Settings settings = store.settings();
        if (what.file == null && !once && !referring && ClipTopic.isConfigured(settings)) {
            ClipTopic.write(settings, GrowingClip.of(request, edit, timeline.name(), null));
        }
        return edit;
    }

    /** Writes Flows that the services fill. */
    private Edit grow(TamsApi api, ClipRequest request, OtioTimeline timeline) {
        if (byReference || once) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a clip that grows uses objects as they come: --by-reference and --once go with a range that has"
                            + " both ends");
        }
        Settings settings = store.settings();
        Edit edit = EditPlan.growing(api, timeline, timeline.name());
        ClipDefined clip = GrowingClip.of(request, edit, timeline.name(), delay);
        ClipDefined there = ClipTopic.read(settings).get(clip.clip());
        if (there != null && !there.isOpen()) {
            throw new CheckFailedException("clip " + clip.clip() + " was stopped and shows " + there.timerange()
                    + ": give another --label for a new one");
        }
        new EditWriter(api, Repeats.inRealTime()).write(edit, false);
        ClipTopic.write(settings, clip);
        return edit;
    }

    private ClipRequest single() {
        if (timerange == null) {
            throw new ParameterException(
                    spec.commandLine(), "--timerange is missing: which part of the original, e.g. [10:0_20:0)");
        }
        Timestamp start = Objects.requireNonNullElse(timerange.start(), Timestamp.ZERO);
        Timestamp at = where.startAt != null ? where.startAt : where.shift == null ? start : start.plus(where.shift);
        ClipRequest.Part part = new ClipRequest.Part("--timerange", what.source, what.flow, timerange, at);
        return new ClipRequest(label, List.of(part), wholeSegments, where.startAt != null);
    }

    private ClipRequest several(Path file) {
        if (timerange != null || where.startAt != null || where.shift != null || wholeSegments) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--timerange, --start-at, --shift and --whole-segments go with one original: a file of parts says"
                            + " where each begins");
        }
        return ClipFile.read(file, label);
    }
}
