package tams.ingest.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tams.ingest.client.CollectedFlow;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowBuilder;
import tams.ingest.client.Format;
import tams.ingest.contracts.Rational;

/** A Flow described by flags. What is not right about it is for {@link FlowMistakes} to say. */
final class FlowFlags {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = OptionForms.FormatName.class,
            description = "video, audio or multi, instead of a FILE")
    private @Nullable Format format;

    @Option(
            names = "--id",
            paramLabel = "ID",
            converter = OptionForms.Id.class,
            description = "the Flow's id; made when absent. That of an existing Flow replaces all its metadata")
    private @Nullable UUID id;

    @Option(
            names = "--source-id",
            paramLabel = "ID",
            converter = OptionForms.Id.class,
            description = "the Source's id; made when absent")
    private @Nullable UUID sourceId;

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            description = "what people call it; also its Source's when that has none")
    private @Nullable String label;

    @Option(names = "--description", paramLabel = "TEXT", description = "more about it")
    private @Nullable String description;

    @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "a tag; may be repeated")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Option(names = "--codec", paramLabel = "TYPE", description = "default: video/h264, audio/aac; none for multi")
    private @Nullable String codec;

    @Option(
            names = "--container",
            paramLabel = "TYPE",
            description = "default: video/mp2t; none for multi unless given. Without one a Flow has no segments")
    private @Nullable String container;

    @Option(names = "--no-container", description = "a Flow that only describes")
    private boolean noContainer;

    @Option(names = "--avg-bit-rate", paramLabel = "N", description = "in 1000 bit/s")
    private @Nullable Long avgBitRate;

    @Option(names = "--max-bit-rate", paramLabel = "N", description = "in 1000 bit/s")
    private @Nullable Long maxBitRate;

    @Option(
            names = "--segment-duration",
            paramLabel = "N[/D]",
            converter = OptionForms.Fraction.class,
            description = "the length aimed at, in seconds")
    private @Nullable Rational segmentDuration;

    @Option(
            names = "--collect",
            paramLabel = "ROLE=ID",
            description = "multi: a Flow of the store that it collects, in this order; may be repeated")
    private List<String> members = new ArrayList<>();

    @Mixin
    private final EssenceFlags essence = new EssenceFlags();

    boolean isGiven() {
        return format != null;
    }

    /** The Flow that the flags describe, with ids made where there are none. */
    Flow flow() {
        Format kind = requireNonNull(format, "--format");
        FlowBuilder flow = Flow.builder(orMade(id), orMade(sourceId), kind)
                .label(label)
                .description(description)
                .codec(codec != null ? codec : defaultCodec(kind))
                .container(noContainer ? null : container != null ? container : defaultContainer(kind))
                .avgBitRate(avgBitRate)
                .maxBitRate(maxBitRate)
                .segmentDuration(segmentDuration)
                .essenceParameters(essence.parameters());
        tags.forEach(flow::tag);
        if (!members.isEmpty()) {
            flow.flowCollection(members.stream().map(FlowFlags::member).toList());
        }
        return flow.build();
    }

    static UUID orMade(@Nullable UUID given) {
        return given == null ? UUID.randomUUID() : given;
    }

    private static @Nullable String defaultCodec(Format format) {
        return format.equals(Format.VIDEO) ? "video/h264" : format.equals(Format.AUDIO) ? "audio/aac" : null;
    }

    private static @Nullable String defaultContainer(Format format) {
        return format.equals(Format.VIDEO) || format.equals(Format.AUDIO) ? "video/mp2t" : null;
    }

    private static CollectedFlow member(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 1) {
            throw new TypeConversionException(
                    "--collect '" + text + "': expected ROLE=ID, e.g. video=" + new UUID(0, 0));
        }
        return CollectedFlow.of(OptionForms.id(text.substring(equals + 1)), text.substring(0, equals));
    }
}
