package tams.ingest.watcher;

import java.nio.charset.StandardCharsets;

/** File names that we make. All fit into the 255 bytes that file systems allow, however long the name they come from. */
final class TargetNames {

    static final int NAME_BYTES_MAX = 255;

    private static final String REASON = ".reason.txt";

    /** Room that is left for a reason file's suffix, so that it always stands beside the name of its chunk. */
    private static final int NUMBERED_BYTES_MAX = NAME_BYTES_MAX - REASON.length();

    private TargetNames() {}

    /** The name for the {@code number}th file of a name in one folder: {@code a.ts}, {@code a.1.ts}, {@code a.2.ts}. */
    static String numbered(String name, int number) {
        if (number == 0) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String ending = "." + number + (dot > 0 ? name.substring(dot) : "");
        int room = NUMBERED_BYTES_MAX - bytes(ending);
        return room > 0 ? cut(stem, room) + ending : cut(name, NUMBERED_BYTES_MAX - 12) + "." + number;
    }

    static String reasonOf(String name) {
        return cut(name, NUMBERED_BYTES_MAX) + REASON;
    }

    /** The longest beginning of a text that fits, never half a character. */
    private static String cut(String text, int bytesMax) {
        int end = 0;
        int bytes = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            bytes += bytes(Character.toString(point));
            if (bytes > bytesMax) {
                return text.substring(0, end);
            }
            end += Character.charCount(point);
        }
        return text;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
