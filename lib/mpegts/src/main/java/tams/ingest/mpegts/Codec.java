package tams.ingest.mpegts;

import java.util.Locale;

/** What a PMT says that an elementary stream is; the names in lower case are the ones that {@code probe} prints. */
enum Codec {
    H264(Kind.VIDEO),
    HEVC(Kind.VIDEO),
    VVC(Kind.VIDEO),
    MPEG1VIDEO(Kind.VIDEO),
    MPEG2VIDEO(Kind.VIDEO),
    AAC(Kind.AUDIO),
    AAC_LATM(Kind.AUDIO),
    MP1(Kind.AUDIO),
    MP2(Kind.AUDIO),
    MP3(Kind.AUDIO),
    AC3(Kind.AUDIO),
    EAC3(Kind.AUDIO),
    OPUS(Kind.AUDIO),
    DTS(Kind.AUDIO),
    SCTE35(Kind.DATA),
    ID3(Kind.DATA),
    TELETEXT(Kind.DATA),
    DVB_SUBTITLE(Kind.DATA),
    KLV(Kind.DATA),
    UNKNOWN(Kind.DATA);

    private static final int AC3_DESCRIPTOR = 0x6A;
    private static final int EAC3_DESCRIPTOR = 0x7A;
    private static final int DTS_DESCRIPTOR = 0x7B;
    private static final int TELETEXT_DESCRIPTOR = 0x56;
    private static final int VBI_TELETEXT_DESCRIPTOR = 0x46;
    private static final int SUBTITLING_DESCRIPTOR = 0x59;
    private static final int OPUS_EXTENSION = 0x80;

    private final Kind kind;

    Codec(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The codec of a PMT entry.
     *
     * @param streamType ISO/IEC 13818-1 table 2-34, with ATSC's, SCTE's and HLS's user values
     * @param program the program's own descriptors: HDMV and SCTE-35 announce themselves there
     */
    static Codec of(int streamType, Descriptors own, Descriptors program) {
        return switch (streamType) {
            case 0x01 -> MPEG1VIDEO;
            case 0x02 -> MPEG2VIDEO;
            case 0x1B, 0xDB -> H264;
            case 0x24 -> HEVC;
            case 0x33 -> VVC;
            case 0x03, 0x04 -> MP2;
            case 0x0F, 0xCF -> AAC;
            case 0x11 -> AAC_LATM;
            case 0x81 -> own.registers("EAC3") || own.has(EAC3_DESCRIPTOR) ? EAC3 : AC3;
            case 0xC1 -> AC3;
            case 0x84 -> program.registers("HDMV") ? EAC3 : UNKNOWN;
            case 0x87, 0xC2 -> EAC3;
            case 0x82, 0x85, 0x8A -> DTS;
            case 0x86 -> program.registers("HDMV") ? DTS : SCTE35;
            case 0x15 -> own.registers("KLVA") || own.holdsMetadata("KLVA") ? KLV : ID3;
            case 0x06 -> ofPrivate(own);
            default -> registered(own);
        };
    }

    private static Codec ofPrivate(Descriptors own) {
        if (own.has(EAC3_DESCRIPTOR)) {
            return EAC3;
        }
        if (own.has(AC3_DESCRIPTOR)) {
            return AC3;
        }
        if (own.has(DTS_DESCRIPTOR)) {
            return DTS;
        }
        if (own.hasExtension(OPUS_EXTENSION)) {
            return OPUS;
        }
        if (own.has(TELETEXT_DESCRIPTOR) || own.has(VBI_TELETEXT_DESCRIPTOR)) {
            return TELETEXT;
        }
        return own.has(SUBTITLING_DESCRIPTOR) ? DVB_SUBTITLE : registered(own);
    }

    private static Codec registered(Descriptors own) {
        if (own.registers("AC-3")) {
            return AC3;
        }
        if (own.registers("EAC3")) {
            return EAC3;
        }
        if (own.registers("Opus")) {
            return OPUS;
        }
        if (own.registers("HEVC")) {
            return HEVC;
        }
        if (own.registers("DTS1") || own.registers("DTS2") || own.registers("DTS3")) {
            return DTS;
        }
        if (own.registers("KLVA")) {
            return KLV;
        }
        return own.registers("ID3 ") ? ID3 : UNKNOWN;
    }
}
