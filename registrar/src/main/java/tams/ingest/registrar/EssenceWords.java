package tams.ingest.registrar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.EssenceParameters;
import tams.ingest.client.Format;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.Timestamp;

/** What was measured of an essence in TAMS's words (TAMS 8.2, schemas {@code flow-video} and {@code flow-audio}). */
final class EssenceWords {

    static final String TRANSPORT_STREAM = "video/mp2t";

    /** No elementary stream of a transport stream has a PID below this one; a plain audio file's has none, written 0. */
    private static final int PID_MIN = 16;

    private static final Map<String, String> CODECS = Map.ofEntries(
            Map.entry("h264", "video/h264"),
            Map.entry("hevc", "video/h265"),
            Map.entry("vvc", "video/h266"),
            Map.entry("mpeg1video", "video/mpeg"),
            Map.entry("mpeg2video", "video/mpeg"),
            Map.entry("aac", "audio/aac"),
            Map.entry("aac_latm", "audio/mp4a-latm"),
            Map.entry("mp1", "audio/mpeg"),
            Map.entry("mp2", "audio/mpeg"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("ac3", "audio/ac3"),
            Map.entry("eac3", "audio/eac3"),
            Map.entry("opus", "audio/opus"),
            Map.entry("dts", "audio/vnd.dts"));

    private EssenceWords() {}

    static Format format(Measurement.@Nullable Stream essence) {
        if (essence == null) {
            return Format.MULTI;
        }
        return switch (essence.type()) {
            case VIDEO -> Format.VIDEO;
            case AUDIO -> Format.AUDIO;
            case DATA -> Format.DATA;
        };
    }

    static String codec(Measurement.Stream essence) {
        return CODECS.getOrDefault(
                essence.codec(),
                essence.type() == Measurement.Kind.DATA ? "application/octet-stream" : unknown(essence));
    }

    private static String unknown(Measurement.Stream essence) {
        return essence.type() + "/x-" + essence.codec().replace('_', '-');
    }

    /** Of the segments that hold it; of a mux where there is no single essence. */
    static String container(Measurement.@Nullable Stream essence) {
        return essence == null || essence.pid() >= PID_MIN ? TRANSPORT_STREAM : codec(essence);
    }

    /** The essence parameters; empty when something that the schema demands was not measured. */
    static Optional<EssenceParameters> parameters(Measurement.Stream essence) {
        return switch (essence.type()) {
            case VIDEO -> picture(essence);
            case AUDIO -> sound(essence);
            case DATA -> Optional.of(new EssenceParameters(null, null, null, null, null, null, null, null, Map.of()));
        };
    }

    private static Optional<EssenceParameters> picture(Measurement.Stream essence) {
        Integer width = essence.width();
        Integer height = essence.height();
        if (width == null || height == null || width <= 0 || height <= 0) {
            return Optional.empty();
        }
        EssenceParameters bare = EssenceParameters.video(width, height, essence.frameRate());
        EssenceParameters plain = avc(essence).map(bare::withAvc).orElse(bare);
        String mode = essence.interlaceMode();
        return Optional.of(mode == null ? plain : with(plain, Map.of("interlace_mode", new TextNode(mode))));
    }

    /** The three bytes behind {@code avc1.} in the codecs parameter of RFC 6381. */
    private static Optional<EssenceParameters.AvcParameters> avc(Measurement.Stream essence) {
        Integer profile = essence.profile();
        Integer constraints = essence.constraints();
        Integer level = essence.level();
        return profile == null || constraints == null || level == null
                ? Optional.empty()
                : Optional.of(new EssenceParameters.AvcParameters(profile, level, constraints));
    }

    private static Optional<EssenceParameters> sound(Measurement.Stream essence) {
        Integer rate = essence.sampleRate();
        Integer channels = essence.channels();
        if (rate == null || channels == null || rate <= 0 || channels <= 0) {
            return Optional.empty();
        }
        ObjectNode codec = JsonNodeFactory.instance.objectNode();
        samplesPerFrame(essence.frameTicks(), rate).ifPresent(samples -> codec.put("coded_frame_size", samples));
        if (essence.codec().startsWith("aac") && essence.profile() != null) {
            codec.put("mp4_oti", essence.profile());
        }
        EssenceParameters plain = EssenceParameters.audio(rate, channels);
        return Optional.of(codec.isEmpty() ? plain : with(plain, Map.of("codec_parameters", codec)));
    }

    /** Empty unless it is a whole number. */
    private static Optional<Long> samplesPerFrame(@Nullable Rational frameTicks, int rate) {
        if (frameTicks == null) {
            return Optional.empty();
        }
        Rational ticks = frameTicks.times(rate);
        long perSample = Math.multiplyExact(ticks.denominator(), Timestamp.TICKS_PER_SECOND);
        return ticks.numerator() > 0 && ticks.numerator() % perSample == 0
                ? Optional.of(ticks.numerator() / perSample)
                : Optional.empty();
    }

    private static EssenceParameters with(EssenceParameters plain, Map<String, JsonNode> more) {
        return new EssenceParameters(
                plain.frameWidth(),
                plain.frameHeight(),
                plain.frameRate(),
                plain.vfr(),
                plain.avcParameters(),
                plain.sampleRate(),
                plain.channels(),
                plain.bitDepth(),
                more);
    }
}
