package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.LeapSeconds;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * {@code GET /flows/{flowId}/output.m3u8}: a Flow for a player.
 *
 * <p>All of the Flow, or what overlaps {@code timerange}; live until the Flow's status is {@code closed_complete} or the
 * stretch asked for lies behind its end. Of more than {@link #SEGMENTS_MAX} Segments the last are shown. URLs are signed
 * for as long as playing takes and half a day, for players do not ask for new ones.
 */
record PlaylistRoutes(Database database, ObjectStore objects) {

    /** Five and a half hours of 10 s, about 1 MB of text and 0.7 s of signing. */
    static final int SEGMENTS_MAX = 2_000;

    /** Two months of 10 s: numbering the last Segments takes a look at all before them. */
    static final int SCANNED_MAX = 500_000;

    /** The Flow's tag that says whether its timeline is a wall clock, and which: as registrar writes it. */
    static final String SCALE_TAG = "_tams_ingest_timescale";

    private static final int PAGE = 1_000;
    private static final Duration PAUSE = Duration.ofHours(12);

    void addTo(RoutesConfig routes) {
        Api.get(routes, "/flows/{flowId}/output.m3u8", this::show);
    }

    private void show(Context context) {
        Request request = new Request(context);
        String id = request.id("flowId");
        TimeRange within = request.timerange().orElse(TimeRange.ETERNITY);
        Playlist playlist = database.read(sql -> playlist(sql, FlowTable.require(sql, id), within));
        context.header("Access-Control-Allow-Origin", "*");
        context.header("Cache-Control", "no-store");
        context.contentType("application/vnd.apple.mpegurl").result(playlist.text());
    }

    private Playlist playlist(Sql sql, Flow flow, TimeRange within) throws SQLException {
        requireMedia(sql, flow);
        PlaylistWindow window = new PlaylistWindow(SEGMENTS_MAX, FlowTable.gone(sql, flow.id()));
        scan(sql, flow, within, window);
        return new Playlist(
                entries(sql, window),
                window.sequence(),
                window.discontinuities(),
                Math.max(1, Math.max(window.longestSeconds(), nominalSeconds(flow))),
                clock(flow),
                hasEnded(sql, flow, within));
    }

    /** A Flow without a container is a track of those that collect it. */
    private static void requireMedia(Sql sql, Flow flow) throws SQLException {
        List<String> collectors = FlowTable.collectedBy(sql, flow.id());
        if (flow.container().isEmpty() && !collectors.isEmpty()) {
            throw Refusal.badRequest(
                    "no_container",
                    "Flow " + flow.id() + " has no media of its own: play the one that collects it, /flows/"
                            + collectors.get(0) + "/output.m3u8");
        }
        flow.requireContainer();
    }

    private static void scan(Sql sql, Flow flow, TimeRange within, PlaylistWindow window) throws SQLException {
        SegmentTable.Selection rest = new SegmentTable.Selection(flow.id(), Extent.of(within), null, false, null);
        int scanned = 0;
        Timeline.Page page = Timeline.page(sql, rest, PAGE);
        while (true) {
            page.rows().forEach(window::add);
            scanned += page.rows().size();
            if (scanned > SCANNED_MAX) {
                throw Refusal.badRequest(
                        "too_many",
                        "more than " + SCANNED_MAX + " Segments: ask for a timerange, e.g. ?timerange=[0:0_3600:0)");
            }
            if (page.next() == null) {
                return;
            }
            page = Timeline.page(sql, rest.after(page.next()), PAGE);
        }
    }

    private List<Playlist.Entry> entries(Sql sql, PlaylistWindow window) throws SQLException {
        Duration playing = Duration.ofSeconds(window.seconds()).plus(PAUSE);
        Duration lifetime =
                playing.compareTo(ObjectStore.URL_LIFETIME_MAX) > 0 ? ObjectStore.URL_LIFETIME_MAX : playing;
        List<Playlist.Entry> entries = new ArrayList<>();
        for (PlaylistWindow.Part part : window.parts()) {
            ObjectTable.Row object = ObjectTable.find(sql, part.objectId()).orElseThrow();
            @Nullable String init = object.initId() == null
                    ? null
                    : url(sql, object.initId(), lifetime).orElse(null);
            Optional<String> url = url(sql, object.id(), lifetime);
            if (url.isPresent()) {
                entries.add(new Playlist.Entry(part, url.get(), init));
            }
        }
        return entries;
    }

    /** The store's own instance first, then any other. */
    private Optional<String> url(Sql sql, String objectId, Duration lifetime) throws SQLException {
        @Nullable String key = ObjectTable.find(sql, objectId).orElseThrow().storageKey();
        if (key != null) {
            return Optional.of(objects.getUrl(key, lifetime));
        }
        Iterator<String> elsewhere = ObjectTable.urls(sql, objectId).values().iterator();
        return elsewhere.hasNext() ? Optional.of(elsewhere.next()) : Optional.empty();
    }

    /** The Flow's own word for how long its Segments are, so that the target of a live playlist seldom changes. */
    private static long nominalSeconds(Flow flow) {
        JsonNode duration = flow.body().path("segment_duration");
        long denominator = Math.max(1, duration.path("denominator").asLong(1));
        return (duration.path("numerator").asLong() + denominator - 1) / denominator;
    }

    private static @Nullable Function<Timestamp, Instant> clock(Flow flow) {
        String scale = flow.body().path("tags").path(SCALE_TAG).asText();
        return switch (scale) {
            case "tai" -> LeapSeconds::instantOfTai;
            case "utc" -> LeapSeconds::instantOfUtc;
            default -> null;
        };
    }

    private static boolean hasEnded(Sql sql, Flow flow, TimeRange within) throws SQLException {
        if (flow.body().path("status").asText().equals("closed_complete")) {
            return true;
        }
        return within.end() != null
                && Timeline.extent(sql, flow.id(), Extent.ALWAYS)
                        .map(all -> Extent.of(within).to().compareTo(all.to()) <= 0)
                        .orElse(false);
    }
}
