package tams.ingest.watcher;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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

    private FileNames() {}

    static boolean isTemporary(String name) {
        return TEMPORARY.matcher(name).find();
    }

    static boolean isList(String name) {
        return LISTS.contains(ending(name));
    }

    /** Whether a list may be an HLS playlist, which says when chunks were made. */
    static boolean isPlaylist(String name) {
        return ending(name).equals("m3u8");
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
