package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tams.ingest.client.EssenceParameters;
import tams.ingest.contracts.Rational;

/** The technical side of a Flow, by flags. */
final class EssenceFlags {

    @Option(
            names = {"--frame-width", "--width"},
            paramLabel = "N",
            converter = OptionForms.Count.class,
            description = "video: pixels")
    private @Nullable Integer width;

    @Option(
            names = {"--frame-height", "--height"},
            paramLabel = "N",
            converter = OptionForms.Count.class,
            description = "video: pixels")
    private @Nullable Integer height;

    @Option(
            names = "--frame-size",
            paramLabel = "WxH",
            converter = OptionForms.Size.class,
            description = "video: both at once, e.g. 1920x1080")
    private @Nullable FrameSize size;

    @Option(
            names = "--frame-rate",
            paramLabel = "N[/D]",
            converter = OptionForms.Fraction.class,
            description = "video: frames a second, e.g. 25 or 30000/1001")
    private @Nullable Rational frameRate;

    @Option(names = "--vfr", description = "video: the frame rate varies")
    private boolean varies;

    @Option(names = "--interlace-mode", paramLabel = "MODE", description = "video: progressive, interlaced_tff, …")
    private @Nullable String interlaceMode;

    @Option(names = "--sample-rate", paramLabel = "HZ", converter = OptionForms.Count.class, description = "audio")
    private @Nullable Integer sampleRate;

    @Option(names = "--channels", paramLabel = "N", converter = OptionForms.Count.class, description = "audio")
    private @Nullable Integer channels;

    @Option(names = "--bit-depth", paramLabel = "N", converter = OptionForms.Count.class, description = "bits a sample")
    private @Nullable Integer bitDepth;

    /** Null where no flag says anything. */
    @Nullable EssenceParameters parameters() {
        EssenceParameters said = new EssenceParameters(
                size != null ? Integer.valueOf(size.width()) : width,
                size != null ? Integer.valueOf(size.height()) : height,
                frameRate,
                varies ? Boolean.TRUE : null,
                null,
                sampleRate,
                channels,
                bitDepth,
                more());
        return said.equals(new EssenceParameters(null, null, null, null, null, null, null, null, Map.of()))
                ? null
                : said;
    }

    private Map<String, JsonNode> more() {
        return interlaceMode == null ? Map.of() : Map.of("interlace_mode", new TextNode(interlaceMode));
    }

    /** In pixels. */
    record FrameSize(int width, int height) {}
}
