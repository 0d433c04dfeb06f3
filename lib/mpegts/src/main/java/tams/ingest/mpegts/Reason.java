package tams.ingest.mpegts;

/** Why a chunk could not be measured. */
public enum Reason {
    /** No byte at all. */
    EMPTY,
    /** No run of sync bytes at 188, 192 or 204 bytes from each other. */
    NOT_TS,
    /** Packets, but no PAT, or none of the PMTs that it names, or all of them too late. */
    NO_PSI,
    /** No audio or video: only null packets, only tables, only data PIDs, or media PIDs without a frame. */
    NO_MEDIA,
    /** The audio and video packets are scrambled. */
    SCRAMBLED,
    /** Frames, but not one timestamp among them. */
    NO_PTS,
    /** Frames with timestamps, but nothing tells how long the last one lasts. */
    NO_DURATION,
    /** Time falls back or leaps so often that no range means anything. */
    BROKEN_TIME,
    /** Streams, but only of types that are not read, data aside. */
    UNSUPPORTED_CODEC
}
