package tams.ingest.contracts;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the feed table.
 *
 * @param id {@code [a-z0-9][a-z0-9-]{0,62}}, or {@code ~REGEX} over folder names
 * @param folder one folder below the drop root; the id when absent
 * @param pattern regular expression over file names, with groups for stream, counter and time; null for the built-in ones
 * @param complete how a finished file is told from a growing one
 * @param loop whether the same bytes again are a new place in time
 * @param keep how much of the feed's time stays in the store, back from its latest segment; null for all of it
 * @param archiveKeep how long registered files stay in the archive, in whole days of UTC; null for ever
 * @param program the program number of a multi-program stream; null for the first
 * @param after what happens to a registered file
 */
public record Feed(
        String id,
        String folder,
        @Nullable String pattern,
        Complete complete,
        boolean loop,
        @Nullable Duration keep,
        @Nullable Duration archiveKeep,
        @Nullable Integer program,
        EssenceChoice essence,
        Timeline timeline,
        After after,
        FlowSettings flow) {

    /** The least that a feed table may ask to keep: what is shorter would go before anybody could look at it. */
    public static final Duration KEEP_MIN = Duration.ofMinutes(10);

    /** Folders of the drop root that are ours, so no feed can have them. */
    public static final Set<String> RESERVED_FOLDERS = Set.of("archive", "quarantine");

    public Feed {
        requireNonNull(id, "id");
        FeedNames.checkId(id);
        FeedNames.checkFolder(id, folder);
        if (pattern != null) {
            FeedNames.checkPattern(id, "pattern", pattern);
        }
        if (program != null && (program < 1 || program > 65_535)) {
            throw new IllegalArgumentException("feed '" + id + "': program is not within 1 to 65535: " + program);
        }
        checkPositive(id, "keep", keep);
        checkPositive(id, "archive_keep", archiveKeep);
    }

    /** A feed whose archived files stay for ever. */
    public Feed(
            String id,
            String folder,
            @Nullable String pattern,
            Complete complete,
            boolean loop,
            @Nullable Duration keep,
            @Nullable Integer program,
            EssenceChoice essence,
            Timeline timeline,
            After after,
            FlowSettings flow) {
        this(id, folder, pattern, complete, loop, keep, null, program, essence, timeline, after, flow);
    }

    private static void checkPositive(String id, String key, @Nullable Duration length) {
        if (length != null && (length.isNegative() || length.isZero())) {
            throw new IllegalArgumentException("feed '" + id + "': " + key + " is not positive: " + length);
        }
    }

    /** A feed with every default, in the folder of its name. */
    public static Feed named(String id) {
        return new Feed(
                id,
                id,
                null,
                Complete.QUIET,
                false,
                null,
                null,
                EssenceChoice.AUTO,
                Timeline.DEFAULT,
                After.ARCHIVE,
                FlowSettings.NONE);
    }

    /** Whether this line stands for every folder whose name its expression matches. */
    public boolean standsForMany() {
        return id.startsWith("~");
    }

    /** How a finished file is told from a growing one. */
    public enum Complete {
        /** The writer gives the final name when the file is whole. */
        RENAME,
        /** A later file of the stream exists. */
        SUCCESSOR,
        /** Size, time and file key have not changed for {@code drop.quiet}. */
        QUIET,
        /** A list beside the files names it. */
        LIST;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which essence owns the segments; {@code AUTO} lets the first measurable chunk decide. */
    public enum EssenceChoice {
        AUTO,
        MUXED,
        VIDEO,
        AUDIO;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What happens to the file of a registered chunk. */
    public enum After {
        ARCHIVE,
        DELETE,
        KEEP;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where the feed's timeline starts and what its seconds count.
     *
     * @param anchor which sign is believed first; where a chunk lacks it, the others follow in the order PDT, name, mtime
     * @param zone of times in names that state none
     * @param offset added to what the anchor says: a name is given when a file is opened, some time after its first sample
     */
    public record Timeline(Origin origin, Scale scale, Anchor anchor, ZoneId zone, Duration offset) {

        /** More than a day is no delay of an encoder but a mistake. */
        public static final Duration OFFSET_MAX = Duration.ofDays(1);

        public static final Timeline DEFAULT =
                new Timeline(Origin.ZERO, Scale.TAI, Anchor.NAME, ZoneOffset.UTC, Duration.ZERO);

        public Timeline {
            zone = requireNonNullElse(zone, ZoneOffset.UTC);
            offset = requireNonNullElse(offset, Duration.ZERO);
            if (offset.abs().compareTo(OFFSET_MAX) > 0) {
                throw new IllegalArgumentException("timeline offset is beyond a day: " + offset);
            }
        }

        /** What 0:0 means. */
        public enum Origin {
            /** The first sample of the feed. */
            ZERO,
            /** PTS as it is, unwrapped. */
            MEDIA,
            /** A wall clock, anchored once per epoch. */
            WALLCLOCK;

            @JsonValue
            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        /** The wall clock's time scale. */
        public enum Scale {
            TAI,
            UTC;

            @JsonValue
            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        /** Where a wall-clock anchor comes from. */
        public enum Anchor {
            NAME,
            PDT,
            MTIME;

            @JsonValue
            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /**
     * What is known of the Flow that owns the segments; the rest is made from the feed's id.
     *
     * @param tags a tag's value by its name
     */
    public record FlowSettings(
            @Nullable UUID id,
            @Nullable UUID sourceId,
            @Nullable String label,
            @Nullable String description,
            Map<String, String> tags) {

        public static final FlowSettings NONE = new FlowSettings(null, null, null, null, Map.of());

        public FlowSettings {
            tags = Map.copyOf(tags);
        }
    }
}
