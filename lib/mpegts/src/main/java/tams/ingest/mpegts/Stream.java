package tams.ingest.mpegts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One elementary stream of the chunk.
 *
 * <p>Ticks are 90 kHz, unwrapped over the chunk and the same cycle for all streams of a program; the program's lowest
 * lies below 2^33, the highest may lie beyond. What the chunk does not tell is null.
 *
 * @param pid 0 in a plain audio file, as {@code program} is
 * @param program the lowest number among the programs that list the PID
 * @param codec the name as {@code probe} prints it, {@code unknown} where nothing tells
 * @param width in pixels, after cropping
 * @param frameRate 90000 / {@code frameTicks}, video only
 * @param sampleRate as the frame headers say it (the core rate for HE-AAC)
 * @param profile the codec's own number (H.264 profile_idc, AAC audio object type, …)
 * @param level the codec's own number
 * @param frames frames that commence in the chunk: pictures (field pairs count once), audio frames, or PES packets of data
 * @param framesWithoutPts of those, the ones whose time neither a header carries nor the frames before them tell
 * @param keyFrames video only: IDR, IRAP, recovery point or intra picture, as the codec has it
 * @param minPts the lowest PTS in presentation order
 * @param frameTicks a frame's duration: snapped to a standard rate for video, exact for audio
 * @param startTicks where the stream's range starts; null if the range is not known, and always for data. A plain audio
 *     file without timestamp has frames and {@code frameTicks}, no range
 * @param endTicks the end of the last frame, exclusive; null together with {@code startTicks}
 * @param interlaceMode {@code progressive}, {@code interlaced_tff} or {@code interlaced_bff}; video only, null if not said
 * @param constraints the byte of flags between profile and level; H.264 only
 * @param parts the stretches between breaks of time, in the order of the chunk, at most {@value Part#PARTS_MAX}; empty
 *     where time does not break. Their frames add up to {@code frames}
 */
public record Stream(
        int pid,
        int program,
        Kind kind,
        String codec,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Fraction frameRate,
        @Nullable Integer sampleRate,
        @Nullable Integer channels,
        @Nullable Integer profile,
        @Nullable Integer level,
        long frames,
        long framesWithoutPts,
        long keyFrames,
        @Nullable Long minPts,
        @Nullable Long maxPts,
        @Nullable Fraction frameTicks,
        @Nullable Long startTicks,
        @Nullable Long endTicks,
        @Nullable String interlaceMode,
        @Nullable Integer constraints,
        List<Part> parts) {

    public Stream {
        parts = List.copyOf(parts);
    }

    /** True for audio and video: what a chunk's time is made of. */
    public boolean isMedia() {
        return kind != Kind.DATA;
    }

    /** True if start and end are known. */
    public boolean hasRange() {
        return startTicks != null && endTicks != null;
    }
}
