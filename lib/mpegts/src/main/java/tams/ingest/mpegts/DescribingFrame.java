package tams.ingest.mpegts;

/** The first frame of many MP3 files, which holds a table of the others and is never played: Xing, Info or VBRI. */
final class DescribingFrame {

    /** Bytes that must be there to tell it from sound: the header, the longest side information and the word. */
    static final int BYTES = 40;

    private static final int HEADER = 4;
    private static final int VBRI_AT = 36;

    private DescribingFrame() {}

    /** True if two bytes suffice to say that the frame is MPEG audio of layer III. */
    static boolean possible(byte[] head) {
        return head[0] == -1 && (head[1] & 0xE6) == 0xE2;
    }

    /** True for a describing frame; asks for {@link #BYTES} bytes. */
    static boolean is(byte[] head) {
        boolean versionOne = (head[1] & 0x18) == 0x18;
        boolean mono = (head[3] & 0xC0) == 0xC0;
        int side = versionOne ? (mono ? 17 : 32) : (mono ? 9 : 17);
        return possible(head)
                && (says("Xing", head, HEADER + side)
                        || says("Info", head, HEADER + side)
                        || says("VBRI", head, VBRI_AT));
    }

    private static boolean says(String word, byte[] head, int at) {
        boolean same = true;
        for (int i = 0; same && i < word.length(); i++) {
            same = head[at + i] == word.charAt(i);
        }
        return same;
    }
}
