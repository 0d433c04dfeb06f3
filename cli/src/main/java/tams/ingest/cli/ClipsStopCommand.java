package tams.ingest.cli;

import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tams.ingest.client.Flow;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.Source;
import tams.ingest.client.TagValue;
import tams.ingest.client.TamsApi;
import tams.ingest.contracts.ClipDefined;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;
import tams.ingest.kit.Settings;

/** Gives a clip that grows its end. What lies behind that is taken out again, what comes late before it is still taken. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description =
                "Gives a clip that grows its end: now, or where you say. Segments that come late and lie before it"
                        + " still reach the clip.")
final class ClipsStopCommand implements Callable<Integer> {

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(paramLabel = "ID", converter = OptionForms.Id.class, description = "of the clip, as create printed it")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private UUID id;

    @Option(
            names = "--at",
            paramLabel = "T",
            converter = ClipsCreateCommand.Time.class,
            description = "the end on the original's timeline; default: where it has come to now")
    private @Nullable Timestamp at;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings = store.settings();
        ClipDefined clip = Optional.ofNullable(ClipTopic.read(settings).get(id))
                .orElseThrow(() -> new CheckFailedException(
                        "no clip " + id + " follows what it shows: 'clips list' has the ids of those that do"));
        try (TamsApi api = store.open()) {
            ClipDefined ended =
                    clip.isOpen() ? clip.until(end(api, clip), Clock.systemUTC().instant()) : stopped(clip);
            ClipTopic.write(settings, ended);
            note(api, ended);
            System.out.println(json ? answer(ended) : ended.clip() + "  " + ended.timerange());
            return ExitCode.OK;
        }
    }

    /** The same again is no mistake. */
    private ClipDefined stopped(ClipDefined clip) {
        if (at != null && !at.equals(clip.timerange().end())) {
            throw new CheckFailedException(
                    "clip " + id + " has an end already: it shows " + clip.timerange() + "; create another one");
        }
        return clip;
    }

    private Timestamp end(TamsApi api, ClipDefined clip) {
        Timestamp start = Objects.requireNonNull(clip.timerange().start(), "a clip begins");
        Timestamp end = at == null ? reached(api, clip) : at;
        if (end.compareTo(start) <= 0) {
            throw new CheckFailedException("clip " + id + " begins at " + start + " and would end at " + end
                    + ", with nothing in it: give a later --at");
        }
        return end;
    }

    private Timestamp reached(TamsApi api, ClipDefined clip) {
        return clip.tracks().stream()
                .flatMap(track -> api
                        .segments(
                                track.fromFlowId(),
                                SegmentQuery.all().latestFirst().first(1))
                        .stream())
                .flatMap(segment -> Stream.ofNullable(segment.timerange().end()))
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new CheckFailedException(
                        "what clip " + id + " shows has no segments yet: say with --at where it is to end"));
    }

    /** What the clip says of itself has an end too; tags that somebody has written since stay. */
    private void note(TamsApi api, ClipDefined clip) {
        Timestamp end = Objects.requireNonNull(clip.timerange().end(), "it has one");
        Optional<Source> source = api.source(clip.clip());
        source.flatMap(one -> ended(one.tags(), end))
                .ifPresent(tag -> api.sources().setTag(clip.clip(), Provenance.TAG, tag));
        for (ClipDefined.Track track : clip.tracks()) {
            Optional<Flow> flow = api.flow(track.flowId());
            flow.flatMap(one -> ended(one.tags(), end))
                    .ifPresent(tag -> api.setFlowTag(track.flowId(), Provenance.TAG, tag));
        }
    }

    private static Optional<TagValue> ended(Map<String, TagValue> tags, Timestamp end) {
        return Optional.ofNullable(tags.get(Provenance.TAG))
                .map(tag -> Provenance.tag(Provenance.parts(tag).stream()
                        .map(part -> part.range().end() == null ? part.until(end) : part)
                        .toList()));
    }

    private static String answer(ClipDefined clip) {
        TimeRange range = clip.timerange();
        return Json.text(Json.MAPPER
                .createObjectNode()
                .put("id", clip.clip().toString())
                .put("timerange", range.toString())
                .put("state", "complete"));
    }
}
