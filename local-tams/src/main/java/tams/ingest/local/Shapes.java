package tams.ingest.local;

import static tams.ingest.local.Shape.FLAG;
import static tams.ingest.local.Shape.TEXT;
import static tams.ingest.local.Shape.closed;
import static tams.ingest.local.Shape.either;
import static tams.ingest.local.Shape.listOf;
import static tams.ingest.local.Shape.mapOf;
import static tams.ingest.local.Shape.matching;
import static tams.ingest.local.Shape.object;
import static tams.ingest.local.Shape.oneOf;
import static tams.ingest.local.Shape.optional;
import static tams.ingest.local.Shape.required;
import static tams.ingest.local.Shape.wholeFrom;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shapes of what clients send, after the schemas of TAMS 8.2. */
final class Shapes {

    /** Lower case and versions 1 to 5 only, as the specification's pattern has it. */
    static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    static final Shape TAG = either(TEXT, listOf(TEXT));
    static final Shape TAGS = mapOf(TAG);
    static final Shape BIT_RATE = wholeFrom(0);

    private static final Shape ID = matching(UUID, "a lower-case UUID of version 1 to 5");
    private static final Shape MIME = matching(Pattern.compile("[^\\s/]+/[^\\s/]+"), "a MIME type, e.g. video/mp2t");
    private static final Shape WHOLE = wholeFrom(Long.MIN_VALUE);
    private static final Shape POSITIVE = wholeFrom(1);
    private static final Shape RATE = object(required("numerator", POSITIVE), optional("denominator", POSITIVE));
    private static final Shape RATIO = object(required("numerator", POSITIVE), required("denominator", POSITIVE));

    private static final String STAMP = "-?(0|[1-9][0-9]*):(0|[1-9][0-9]{0,8})";
    private static final Shape TIMESTAMP = matching(Pattern.compile(STAMP), "a timestamp, seconds:nanoseconds");
    private static final Shape TIME_RANGE = matching(
            Pattern.compile("[\\[(]?(" + STAMP + ")?(_(" + STAMP + ")?)?[\\])]?"), "a time range, e.g. [0:0_10:0)");

    private static final Shape CONTAINER_MAPPING = object(
            optional("track_index", wholeFrom(0)),
            optional("format_track_index", wholeFrom(0)),
            optional(
                    "audio_track",
                    object(
                            optional("channel_numbers", listOf(wholeFrom(0))),
                            optional("channel_range", matching(Pattern.compile("[0-9]+_[0-9]+"), "first_last")))),
            optional("mp2ts_container", object(optional("pid", WHOLE))),
            optional("mxf_container", object(optional("package_uid", TEXT), optional("track_id", WHOLE))),
            optional("isobmff_container", object(optional("track_id", WHOLE))));

    static final Shape COLLECTION = listOf(
            object(required("id", ID), optional("role", TEXT), optional("container_mapping", CONTAINER_MAPPING)));

    private static final Shape VIDEO = closed(
            required("frame_width", POSITIVE),
            required("frame_height", POSITIVE),
            optional("bit_depth", POSITIVE),
            optional("interlace_mode", oneOf("progressive", "interlaced_tff", "interlaced_bff", "interlaced_psf")),
            optional("colorspace", oneOf("BT601", "BT709", "BT2020", "BT2100")),
            optional("transfer_characteristic", oneOf("SDR", "HLG", "PQ")),
            optional("aspect_ratio", RATIO),
            optional("pixel_aspect_ratio", RATIO),
            optional("component_type", oneOf("YCbCr", "RGB")),
            optional("horiz_chroma_subs", POSITIVE),
            optional("vert_chroma_subs", POSITIVE),
            optional(
                    "unc_parameters",
                    object(required(
                            "unc_type",
                            oneOf(
                                    "planar", "YUYV", "UYVY", "AYUV", "v210", "v216", "RGB", "RGBx", "xRGB", "BGRx",
                                    "xBGR", "RGBA", "ARGB", "BGRA", "ABGR", "alpha")))),
            optional(
                    "avc_parameters",
                    object(required("profile", WHOLE), required("level", WHOLE), required("flags", WHOLE))),
            optional("frame_rate", RATE),
            optional("vfr", FLAG),
            optional("init_segments", FLAG));

    private static final Shape AUDIO = closed(
            required("sample_rate", POSITIVE),
            required("channels", POSITIVE),
            optional("bit_depth", POSITIVE),
            optional("codec_parameters", object(optional("coded_frame_size", WHOLE), optional("mp4_oti", WHOLE))),
            optional("unc_parameters", object(required("unc_type", oneOf("interleaved", "planar", "pairs")))),
            optional("init_segments", FLAG));

    private static final Shape IMAGE = closed(
            required("frame_width", POSITIVE), required("frame_height", POSITIVE), optional("aspect_ratio", RATIO));

    private static final Shape DATA = closed(optional("data_type", TEXT), optional("init_segments", FLAG));

    private static final Shape MULTI = closed(optional("init_segments", FLAG));

    private static final Map<String, Shape> ESSENCES = Map.of(
            "urn:x-nmos:format:video", Shapes::videoFault,
            "urn:x-nmos:format:audio", AUDIO,
            "urn:x-tam:format:image", IMAGE,
            "urn:x-nmos:format:data", DATA,
            "urn:x-nmos:format:multi", MULTI);

    private static final Shape FLOW_COMMON = object(
            required("id", ID),
            required("source_id", ID),
            optional("label", TEXT),
            optional("description", TEXT),
            optional("created_by", TEXT),
            optional("updated_by", TEXT),
            optional("tags", TAGS),
            optional("metadata_version", TEXT),
            optional("generation", wholeFrom(0)),
            optional("status", oneOf("awaiting_content", "ingesting", "replication_in_progress", "closed_complete")),
            optional("read_only", FLAG),
            optional("max_bit_rate", BIT_RATE),
            optional("flow_collection", COLLECTION));

    private static final Shape TECHNICAL = object(
            required("format", oneOf(ESSENCES.keySet().stream().sorted().toArray(String[]::new))),
            optional("avg_bit_rate", BIT_RATE),
            optional("codec", MIME),
            optional("container", MIME),
            optional("segment_duration", RATE),
            optional("container_mapping", CONTAINER_MAPPING));

    private static final Shape PROFILE = object(
            required("id", ID),
            optional("label", TEXT),
            optional("description", TEXT),
            optional("created_by", TEXT),
            optional("tags", TAGS),
            required("flow_metadata", Shapes::technicalFault));

    static final Shape INSTANCE = object(optional("storage_id", ID), optional("url", TEXT), optional("label", TEXT));

    private static final Shape IDS = listOf(ID);

    private static final Shape WEBHOOK_COMMON = object(
            required("url", TEXT),
            required("events", listOf(oneOf(Events.TYPES.toArray(String[]::new)))),
            optional("api_key_name", TEXT),
            optional("api_key_value", TEXT),
            optional("flow_ids", IDS),
            optional("source_ids", IDS),
            optional("flow_collected_by_ids", IDS),
            optional("source_collected_by_ids", IDS),
            optional("accept_get_urls", listOf(TEXT)),
            optional("accept_storage_ids", IDS),
            optional("presigned", FLAG),
            optional("verbose_storage", FLAG),
            optional("include_object_timerange", FLAG),
            optional("tags", TAGS));

    private static final Shape HOOK_STATUS = oneOf("created", "disabled");

    static final Shape WEBHOOK = WEBHOOK_COMMON.and(object(optional("status", HOOK_STATUS)));

    static final Shape WEBHOOK_UPDATE = WEBHOOK_COMMON.and(object(required("id", ID), required("status", HOOK_STATUS)));

    static final Shape SEGMENT = object(
            required("object_id", TEXT),
            required("timerange", TIME_RANGE),
            optional("ts_offset", TIMESTAMP),
            optional("object_timerange", TIME_RANGE),
            optional("last_duration", TIMESTAMP),
            optional("key_frame_count", WHOLE),
            optional("sample_offset", WHOLE),
            optional("sample_count", WHOLE),
            optional("init_object_id", TEXT),
            optional("get_urls", listOf(object(required("url", TEXT), required("label", TEXT)))));

    private static final Shape REFERENCE = closed(
            required("reference", closed(required("flow_id", ID), required("timerange", TIME_RANGE))),
            required("timerange", TIME_RANGE),
            optional("ts_offset", TIMESTAMP));

    static final Shape SEGMENT_OR_REFERENCE =
            (path, value) -> (value.has("reference") ? REFERENCE : SEGMENT).fault(path, value);

    static final Shape STORAGE = object(
            optional("limit", POSITIVE),
            optional("object_ids", listOf(TEXT)),
            optional("storage_id", ID),
            optional("content_type", MIME),
            optional("presigned", FLAG));

    private Shapes() {}

    /** The whole of a Flow as it is PUT: what a Profile says, it may not say again. */
    static @Nullable String flowFault(String path, JsonNode flow) {
        @Nullable String fault = FLOW_COMMON.fault(path, flow);
        if (fault != null) {
            return fault;
        }
        if (flow.path("profile_id").asText().isEmpty()) {
            return technicalFault(path, flow);
        }
        return Profiles.TECHNICAL.stream()
                .filter(flow::has)
                .findFirst()
                .map(field -> path + "." + field + " is what Profiles are for: leave it out, or profile_id")
                .orElse(null);
    }

    /** A Profile describes one essence. */
    static @Nullable String profileFault(String path, JsonNode profile) {
        @Nullable String fault = PROFILE.fault(path, profile);
        boolean multi = profile.at("/flow_metadata/format").asText().equals("urn:x-nmos:format:multi");
        return fault == null && multi ? path + ".flow_metadata.format cannot be multi" : fault;
    }

    private static @Nullable String technicalFault(String path, JsonNode flow) {
        @Nullable String fault = TECHNICAL.fault(path, flow);
        if (fault != null) {
            return fault;
        }
        String format = flow.path("format").asText();
        boolean described = !format.equals("urn:x-nmos:format:multi");
        Shape essence = Objects.requireNonNull(ESSENCES.get(format));
        return object(
                        new Shape.Field("essence_parameters", described, essence),
                        new Shape.Field("codec", described, MIME))
                .fault(path, flow);
    }

    /** A fixed frame rate must be given, a variable one must not (schema {@code flow-video}). */
    private static @Nullable String videoFault(String path, JsonNode essence) {
        @Nullable String fault = VIDEO.fault(path, essence);
        if (fault != null) {
            return fault;
        }
        boolean variable = essence.path("vfr").asBoolean();
        if (variable == essence.has("frame_rate")) {
            return path + (variable ? ".frame_rate must be absent when vfr is true" : ".frame_rate is missing");
        }
        return null;
    }
}
