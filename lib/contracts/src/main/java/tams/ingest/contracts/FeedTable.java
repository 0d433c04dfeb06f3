package tams.ingest.contracts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which feed a folder belongs to. A feed that names the folder comes before any expression that matches it; among
 * expressions the first in the table wins.
 */
public final class FeedTable {

    private final Map<String, Feed> byFolder = new HashMap<>();
    private final List<Feed> patterns = new ArrayList<>();

    /** @throws IllegalArgumentException when two lines share an id or a folder, naming both */
    public FeedTable(List<Feed> feeds) {
        Map<String, Feed> byId = new HashMap<>();
        for (Feed feed : feeds) {
            if (byId.put(feed.id(), feed) != null) {
                throw new IllegalArgumentException("feed '" + feed.id() + "' is in the table twice");
            }
            if (feed.standsForMany()) {
                patterns.add(feed);
                continue;
            }
            Feed other = byFolder.put(feed.folder(), feed);
            if (other != null) {
                throw new IllegalArgumentException("feeds '" + other.id() + "' and '" + feed.id()
                        + "' both claim the folder '" + feed.folder() + "'");
            }
        }
    }

    /** The feed of a folder; one made by an expression has the folder's name as its id. */
    public Optional<Feed> of(String folder) {
        Feed named = byFolder.get(folder);
        return named != null
                ? Optional.of(named)
                : patterns.stream()
                        .flatMap(pattern -> match(pattern, folder).stream())
                        .findFirst();
    }

    private static Optional<Feed> match(Feed line, String folder) {
        Matcher matcher = Pattern.compile(line.id().substring(1)).matcher(folder);
        if (!matcher.matches() || !FeedNames.isId(folder)) {
            return Optional.empty();
        }
        Map<String, String> tags = new HashMap<>();
        line.flow().tags().forEach((name, value) -> tags.put(name, expand(value, matcher)));
        String label = line.flow().label();
        String description = line.flow().description();
        Feed.FlowSettings flow = new Feed.FlowSettings(
                null,
                null,
                label == null ? null : expand(label, matcher),
                description == null ? null : expand(description, matcher),
                tags);
        return Optional.of(new Feed(
                folder,
                folder,
                line.pattern(),
                line.complete(),
                line.loop(),
                line.keep(),
                line.archiveKeep(),
                line.program(),
                line.essence(),
                line.timeline(),
                line.after(),
                flow));
    }

    /** Puts capture groups where {@code $1} to {@code $9} stand. */
    private static String expand(String text, Matcher groups) {
        String expanded = text;
        for (int i = Math.min(9, groups.groupCount()); i > 0; i--) {
            String value = groups.group(i);
            expanded = expanded.replace("$" + i, value == null ? "" : value);
        }
        return expanded;
    }
}
