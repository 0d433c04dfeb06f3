package tams.ingest.mpegts;

/** What pic_struct says of a picture, alike in H.264 (table D-1) and, up to 8, in H.265 (table D.2). */
final class FrameStructure {

    /** No message says it. */
    static final int UNTOLD = -1;

    static final int FIELDS = 2;

    private FrameStructure() {}

    /** For how many fields the frame is shown. */
    static int fields(int structure) {
        return switch (structure) {
            case 5, 6 -> 3;
            case 7 -> 4;
            case 8 -> 6;
            default -> FIELDS;
        };
    }

    /** Notes the scan of a frame picture. */
    static void note(int structure, Scan scan) {
        switch (structure) {
            case 0, 7, 8 -> scan.whole();
            case 3, 5 -> scan.fields(true);
            case 4, 6 -> scan.fields(false);
            default -> {}
        }
    }

    /** True if the picture is a single field. */
    static boolean isField(int structure) {
        return structure == 1 || structure == 2 || (structure >= 9 && structure <= 12);
    }

    /** True if that field is the bottom one. */
    static boolean isBottom(int structure) {
        return structure == 2 || structure == 10 || structure == 12;
    }
}
