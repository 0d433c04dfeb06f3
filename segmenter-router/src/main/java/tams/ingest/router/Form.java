package tams.ingest.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Measurement.Stream;

/**
 * What may not change within a Flow (TAMS ADR 0025), as far as a track was measured: container, codec, picture size,
 * sample rate, channels. The frame rate is left out, because short chunks measure it inexactly.
 *
 * @param transport whether it lies in a transport stream; else the file is nothing but this track
 * @param width null where it was not measured, as all below
 */
record Form(
        boolean transport,
        String codec,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Integer sampleRate,
        @Nullable Integer channels) {

    static Form of(Stream track) {
        return new Form(
                track.pid() > 0, track.codec(), track.width(), track.height(), track.sampleRate(), track.channels());
    }

    /** Whether the other can be the same form: what one of them does not know makes no difference. */
    boolean admits(Form other) {
        return changesTo(other).isEmpty();
    }

    /** The same with what only the other knows. */
    Form with(Form other) {
        return new Form(
                transport,
                codec,
                known(width, other.width),
                known(height, other.height),
                known(sampleRate, other.sampleRate),
                known(channels, other.channels));
    }

    private static @Nullable Integer known(@Nullable Integer mine, @Nullable Integer theirs) {
        return mine == null ? theirs : mine;
    }

    /** What is another in the later form, one phrase each. */
    List<String> changesTo(Form later) {
        List<String> changes = new ArrayList<>();
        if (transport != later.transport) {
            changes.add("container " + container() + " became " + later.container());
        }
        if (!codec.equals(later.codec)) {
            changes.add("codec " + codec + " became " + later.codec);
        }
        if (differ(width, later.width) || differ(height, later.height)) {
            changes.add("picture " + width + "x" + height + " became " + later.width + "x" + later.height);
        }
        if (differ(sampleRate, later.sampleRate)) {
            changes.add("sample rate " + sampleRate + " became " + later.sampleRate);
        }
        if (differ(channels, later.channels)) {
            changes.add("channels " + channels + " became " + later.channels);
        }
        return changes;
    }

    private static boolean differ(@Nullable Integer mine, @Nullable Integer theirs) {
        return mine != null && theirs != null && !Objects.equals(mine, theirs);
    }

    private String container() {
        return transport ? "transport stream" : "plain file";
    }

    /** All of it on one line, {@code ?} for what is not known: part of a Flow's id, so it never changes. */
    String text() {
        return container() + " " + codec + " " + text(width) + "x" + text(height) + " " + text(sampleRate) + " "
                + text(channels);
    }

    private static String text(@Nullable Integer value) {
        return value == null ? "?" : value.toString();
    }
}
