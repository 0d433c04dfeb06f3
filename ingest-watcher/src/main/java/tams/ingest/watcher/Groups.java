package tams.ingest.watcher;

import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Named groups that an expression may or may not have. */
final class Groups {

    private Groups() {}

    static boolean has(Matcher matcher, String group) {
        return matcher.pattern().pattern().contains("(?<" + group + ">");
    }

    /** A group's text; null when the expression has no such group or it took no part. */
    static @Nullable String text(Matcher matched, String group) {
        return has(matched, group) ? matched.group(group) : null;
    }
}
