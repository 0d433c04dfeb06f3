package tams.ingest.watcher;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a file's name alone decides. A name is data: it may hold blanks, line feeds or dots, and is never parsed as a path. */
final class FileNames {

    /** Names that writers and copy tools give to unfinished files. */
    private static final Pattern TEMPORARY =
            Pattern.compile("^\\.|\\.tmp$|\\.part(ial)?$|\\.filepart$|~$", Pattern.CASE_INSENSITIVE);

    /** Playlists, lists and notes that lie beside chunks. */
    private static final Set<String> LISTS = Set.of("m3u8", "m3u", "csv", "json", "txt", "md", "done");

    /** Those of them that name chunks. */
    private static final Set<String> LISTS_OF_FILES = Set.of("m3u8", "m3u", "csv");

    /** Ends the name of an empty file that a writer puts beside a file it has finished. */
    private static final String MARKER = ".done";

    /** What follows a chunk's stem where the marker has its stem only. */
    private static final List<String> CHUNK_ENDINGS =
            List.of("", ".ts", ".m2ts", ".mts", ".m2t", ".mpg", ".mpeg", ".aac");

    private FileNames() {}

    static boolean isTemporary(String name) {
        return TEMPORARY.matcher(name).find();
    }

    static boolean isList(String name) {
        return LISTS.contains(ending(name));
    }

    /** The files that a marker may stand for; none when the name is no marker's. */
    static List<String> markedBy(String name) {
        if (!name.endsWith(MARKER)) {
            return List.of();
        }
        String stem = name.substring(0, name.length() - MARKER.length());
        return CHUNK_ENDINGS.stream().map(ending -> stem + ending).toList();
    }

    /** The markers that may stand for a file: its name or its stem, with the ending. */
    static List<String> markersOf(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && CHUNK_ENDINGS.contains(name.substring(dot))
                ? List.of(name + MARKER, name.substring(0, dot) + MARKER)
                : List.of(name + MARKER);
    }

    /** Whether a list names files that its writer has finished. */
    static boolean isListOfFiles(String name) {
        return LISTS_OF_FILES.contains(ending(name));
    }

    /** Whether a list may be an HLS playlist, which says when chunks were made. */
    static boolean isPlaylist(String name) {
        return ending(name).equals("m3u8") || ending(name).equals("m3u");
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether a name survives being written as text, so that an event can carry it and others find the file by it. */
    static boolean isText(Path name) {
        try {
            return name.getFileSystem().getPath(name.toString()).equals(name);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A name as logs and messages show it: on one line, no control characters, quotes around it. */
    static String shown(String name) {
        StringBuilder shown = new StringBuilder("'");
        name.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> shown.append(String.format("\\u{%x}", point));
                default -> shown.appendCodePoint(point);
            }
        });
        return shown.append('\'').toString();
    }
}
