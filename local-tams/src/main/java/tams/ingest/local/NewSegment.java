package tams.ingest.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/**
 * A Segment a client wants registered, as far as it can be judged by itself.
 *
 * @param timerange has a beginning and an end, and begins inclusively (TAMS 8.2, {@code flow-segment-post})
 * @param mediaTime the same stretch by the object's own clock
 * @param objectTimerange what the client says the whole object covers; null when it does not say
 * @param initObjectId the initialisation segment the media needs; null for none, or when the object is used again
 * @param body what is kept and given back as it is
 * @param getUrls where else the bytes lie; empty for most
 */
record NewSegment(
        String objectId,
        TimeRange timerange,
        TimeRange mediaTime,
        @Nullable TimeRange objectTimerange,
        @Nullable Long keyFrameCount,
        @Nullable String initObjectId,
        ObjectNode body,
        JsonNode getUrls) {

    private static final List<String> KEPT = List.of("ts_offset", "last_duration", "sample_offset", "sample_count");

    /** @throws Refusal 400 when a value has the right form and yet no sense */
    static NewSegment of(JsonNode posted) {
        TimeRange timerange = bounded(timerange(posted, "timerange"));
        Timestamp offset = posted.has("ts_offset") ? timestamp(posted, "ts_offset") : Timestamp.ZERO;
        if (posted.has("last_duration") && timestamp(posted, "last_duration").isNegative()) {
            throw invalid(
                    "last_duration is negative: " + posted.path("last_duration").asText());
        }
        ObjectNode body = Documents.object();
        KEPT.stream().filter(posted::has).forEach(name -> body.set(name, posted.get(name)));
        return new NewSegment(
                posted.path("object_id").asText(),
                timerange,
                mediaTime(timerange, offset),
                posted.has("object_timerange") ? timerange(posted, "object_timerange") : null,
                posted.has("key_frame_count") ? posted.path("key_frame_count").asLong() : null,
                posted.has("init_object_id") ? posted.path("init_object_id").asText() : null,
                body,
                posted.path("get_urls"));
    }

    static TimeRange bounded(TimeRange timerange) {
        if (timerange.isEmpty()) {
            throw invalid("timerange holds no time: a Segment needs at least an instant, [t]");
        }
        if (timerange.start() == null || timerange.end() == null) {
            throw invalid("timerange " + timerange + " is open-ended: a Segment begins and ends");
        }
        if (!timerange.includesStart()) {
            throw invalid("timerange " + timerange + " leaves out its start: write [ for a Segment's first sample");
        }
        return timerange;
    }

    private static TimeRange mediaTime(TimeRange timerange, Timestamp offset) {
        try {
            return timerange.shifted(offset.negated());
        } catch (IllegalArgumentException e) {
            throw invalid("timerange - ts_offset: " + e.getMessage());
        }
    }

    static TimeRange timerange(JsonNode posted, String name) {
        try {
            return TimeRange.parse(posted.path(name).asText());
        } catch (IllegalArgumentException e) {
            throw invalid(name + ": " + e.getMessage());
        }
    }

    static Timestamp timestamp(JsonNode posted, String name) {
        try {
            return Timestamp.parse(posted.path(name).asText());
        } catch (IllegalArgumentException e) {
            throw invalid(name + ": " + e.getMessage());
        }
    }

    static Refusal invalid(String summary) {
        return Refusal.badRequest("invalid_segment", summary);
    }
}
