package tams.ingest.contracts;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a feed and its folder may be called, and what may be an expression over names. */
final class FeedNames {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private FeedNames() {}

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static void checkId(String id) {
        if (id.startsWith("~")) {
            checkPattern(id, "id", id.substring(1));
        } else if (!isId(id)) {
            throw new IllegalArgumentException("feed id '" + id + "' is not of the form [a-z0-9][a-z0-9-]{0,62}");
        }
    }

    static void checkFolder(String id, String folder) {
        requireNonNull(folder, "folder");
        if (folder.isBlank()
                || folder.contains("/")
                || folder.contains("\\")
                || folder.startsWith(".")
                || folder.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "feed '" + id + "': folder '" + folder + "' is not the name of one folder below the drop root");
        }
        if (Feed.RESERVED_FOLDERS.contains(folder)) {
            throw new IllegalArgumentException(
                    "feed '" + id + "': the folder '" + folder + "' is ours; choose another");
        }
    }

    static void checkPattern(String id, String key, String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "feed '" + id + "': " + key + " is not a regular expression: " + e.getDescription() + ": "
                            + pattern,
                    e);
        }
    }
}
