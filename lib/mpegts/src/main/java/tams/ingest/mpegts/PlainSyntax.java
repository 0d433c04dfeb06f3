package tams.ingest.mpegts;

import org.jspecify.annotations.Nullable;

/** Any of the sounds that come as plain files: ADTS, MPEG audio, AC-3 and E-AC-3, whose headers exclude each other. */
final class PlainSyntax implements AudioSyntax {

    private static final int TELLING = 2;

    private final AudioSyntax adts = new AdtsSyntax();
    private final AudioSyntax mpeg = new MpegAudioSyntax();
    private final AudioSyntax ac3 = new Ac3Syntax();

    @Override
    public int headerBytes(byte[] header, int length) {
        return length < TELLING ? TELLING : of(header, length).headerBytes(header, length);
    }

    @Override
    public boolean plausible(byte[] header, int length) {
        return of(header, length).plausible(header, length);
    }

    @Override
    public @Nullable AudioHeader parse(byte[] header) {
        return of(header, TELLING).parse(header);
    }

    /** The one that these bytes may be; ADTS is the layer 0 that MPEG audio lacks. */
    private AudioSyntax of(byte[] header, int length) {
        if (adts.plausible(header, length)) {
            return adts;
        }
        return mpeg.plausible(header, length) ? mpeg : ac3;
    }
}
