package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** The technical facts that a stream's own headers tell; null where they do not. */
record Format(
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Integer sampleRate,
        @Nullable Integer channels,
        @Nullable Integer profile,
        @Nullable Integer level,
        @Nullable String interlaceMode,
        @Nullable Integer constraints) {

    static final Format UNTOLD = new Format(null, null, null, null, null, null, null, null);

    static Format picture(int width, int height, @Nullable Integer profile, @Nullable Integer level) {
        return new Format(width, height, null, null, profile, level, null, null);
    }

    /** The same with the scan of the pictures. */
    Format scanned(@Nullable String mode) {
        return new Format(width, height, sampleRate, channels, profile, level, mode, constraints);
    }

    /** The same with the flags that H.264 has between profile and level. */
    Format constrained(int flags) {
        return new Format(width, height, sampleRate, channels, profile, level, interlaceMode, flags);
    }

    static Format sound(int sampleRate, @Nullable Integer channels, @Nullable Integer profile) {
        return new Format(null, null, sampleRate, channels, profile, null, null, null);
    }
}
