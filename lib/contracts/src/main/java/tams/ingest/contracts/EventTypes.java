package tams.ingest.contracts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The CloudEvents type of every event, e.g. {@code tams.ingest.chunk-arrived.v1}. */
public final class EventTypes {

    public static final List<Class<? extends Event>> ALL = List.of(
            FeedDefined.class,
            FeedPaused.class,
            ChunkArrived.class,
            SegmentPlanned.class,
            ChunkRefused.class,
            EndAsked.class,
            Outcome.class,
            GapEvent.GapDetected.class,
            GapEvent.GapFilled.class,
            GapEvent.OverlapDetected.class,
            GapEvent.DiscontinuityDetected.class,
            GapEvent.DriftDetected.class,
            GapEvent.EpochAnchored.class,
            GapEvent.FormatChanged.class,
            FeedStatus.class,
            FeedEnd.class,
            OperatorActed.class,
            ClipDefined.class,
            ReferencePlanned.class);

    private static final Map<String, Class<? extends Event>> BY_NAME = byName();

    private EventTypes() {}

    public static String nameOf(Class<? extends Event> type) {
        return "tams.ingest." + fileName(type) + ".v1";
    }

    /** The event's name in lower case with hyphens; also that of its schema file. */
    static String fileName(Class<? extends Event> type) {
        return type.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The event of a type's name; null when it is none of ours. */
    public static @Nullable Class<? extends Event> of(String name) {
        return BY_NAME.get(name);
    }

    private static Map<String, Class<? extends Event>> byName() {
        Map<String, Class<? extends Event>> types = new LinkedHashMap<>();
        ALL.forEach(type -> types.put(nameOf(type), type));
        return Map.copyOf(types);
    }
}
