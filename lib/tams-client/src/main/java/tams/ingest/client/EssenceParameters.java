package tams.ingest.client;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Rational;

/**
 * The technical side of a Flow's essence. Which fields a Flow has depends on its {@link Format}: a video Flow must have
 * width, height and either a frame rate or {@code vfr}; an audio Flow must have sample rate and channels.
 *
 * @param frameWidth pixels
 * @param frameHeight pixels
 * @param frameRate frames per second; must be absent with {@code vfr}
 * @param vfr whether the frame rate varies
 * @param avcParameters of H.264
 * @param sampleRate samples per second
 * @param bitDepth bits per sample
 * @param more every other field, as the store wrote it
 */
public record EssenceParameters(
        @Nullable Integer frameWidth,
        @Nullable Integer frameHeight,

        @JsonSerialize(using = FractionJson.Writer.class) @JsonDeserialize(using = FractionJson.Reader.class) @Nullable Rational frameRate,

        @Nullable Boolean vfr,
        @Nullable AvcParameters avcParameters,
        @Nullable Integer sampleRate,
        @Nullable Integer channels,
        @Nullable Integer bitDepth,
        @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> more) {

    public EssenceParameters {
        more = Unnamed.copyOf(more);
    }

    /**
     * Profile and level of H.264 as its sequence parameter set writes them.
     *
     * @param flags the constraint flags' byte
     */
    public record AvcParameters(int profile, int level, int flags) {}

    /** Of a picture; {@code frameRate} is null when it varies. */
    public static EssenceParameters video(int width, int height, @Nullable Rational frameRate) {
        Boolean varies = frameRate == null ? Boolean.TRUE : null;
        return new EssenceParameters(width, height, frameRate, varies, null, null, null, null, Map.of());
    }

    public static EssenceParameters audio(int sampleRate, int channels) {
        return new EssenceParameters(null, null, null, null, null, sampleRate, channels, null, Map.of());
    }

    /** The same with H.264's profile and level. */
    public EssenceParameters withAvc(AvcParameters avc) {
        return new EssenceParameters(
                frameWidth, frameHeight, frameRate, vfr, avc, sampleRate, channels, bitDepth, more);
    }
}
