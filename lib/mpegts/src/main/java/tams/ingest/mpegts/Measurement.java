package tams.ingest.mpegts;

import java.util.List;

/**
 * What one chunk says about itself.
 *
 * @param packetSize bytes from one sync byte to the next: 188, 192 or 204; 0 for a plain audio file
 * @param packets whole packets, null packets and damaged ones included
 * @param programs by program number
 * @param streams programs by number, inside a program in the order of its PMT; a PID of several programs once
 * @param warnings one line each, a code first, at most {@value Warnings#WARNINGS_MAX}
 */
public record Measurement(
        int packetSize, long packets, List<Program> programs, List<Stream> streams, List<String> warnings)
        implements Measured {

    public Measurement {
        programs = List.copyOf(programs);
        streams = List.copyOf(streams);
        warnings = List.copyOf(warnings);
    }
}
