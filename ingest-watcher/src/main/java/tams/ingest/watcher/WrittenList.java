package tams.ingest.watcher;

import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the names out of a list of finished files: the first column of a CSV list, as {@code ffmpeg -segment_list} writes
 * it, or the lines of a playlist. Names may come with a path, of which the last part counts.
 */
final class WrittenList {

    private WrittenList() {}

    /** The files that whole lines name, in their order. */
    static List<String> read(String lines, String listName) {
        Stream<String> written = lines.lines().map(String::strip).filter(line -> !line.isEmpty());
        return FileNames.isPlaylist(listName)
                ? written.filter(line -> !line.startsWith("#"))
                        .flatMap(uri -> Playlist.names(uri).stream())
                        .toList()
                : written.map(WrittenList::firstColumn)
                        .map(name -> name.substring(name.lastIndexOf('/') + 1))
                        .toList();
    }

    /** Quotes stand around a name that has a comma or a quote, which is then doubled (RFC 4180). */
    private static String firstColumn(String line) {
        if (!line.startsWith("\"")) {
            int comma = line.indexOf(',');
            return comma < 0 ? line : line.substring(0, comma);
        }
        StringBuilder name = new StringBuilder();
        for (int i = 1; i < line.length(); i++) {
            boolean isQuote = line.charAt(i) == '"';
            if (isQuote && (i + 1 == line.length() || line.charAt(i + 1) != '"')) {
                break;
            }
            name.append(line.charAt(i));
            i += isQuote ? 1 : 0;
        }
        return name.toString();
    }
}
