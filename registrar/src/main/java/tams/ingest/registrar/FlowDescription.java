package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.CollectedFlow;
import tams.ingest.client.EssenceParameters;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowBuilder;
import tams.ingest.client.Format;
import tams.ingest.contracts.Feed;
import tams.ingest.contracts.Measurement;
import tams.ingest.contracts.SegmentPlanned;

/**
 * How a plan's Flows are described to the store (TAMS 8.2, Flow schemas; muxed streams as in AppNote 0006: the multi
 * Flow owns the segments, the Flows it collects are described, have no container and no segments).
 */
final class FlowDescription {

    static final String FEED_TAG = "_tams_ingest_feed";
    static final String TIMESCALE_TAG = "_tams_ingest_timescale";
    static final String TRANSPORT_STREAM = "video/mp2t";

    /** No elementary stream of a transport stream has a PID below this one; a plain audio file's has none, written 0. */
    private static final int PID_MIN = 16;

    private static final Map<String, String> CODECS = Map.ofEntries(
            Map.entry("h264", "video/h264"),
            Map.entry("hevc", "video/h265"),
            Map.entry("vvc", "video/h266"),
            Map.entry("mpeg1video", "video/mpeg"),
            Map.entry("mpeg2video", "video/mpeg"),
            Map.entry("aac", "audio/aac"),
            Map.entry("aac_latm", "audio/mp4a-latm"),
            Map.entry("mp1", "audio/mpeg"),
            Map.entry("mp2", "audio/mpeg"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("ac3", "audio/ac3"),
            Map.entry("eac3", "audio/eac3"),
            Map.entry("opus", "audio/opus"),
            Map.entry("dts", "audio/vnd.dts"));

    private FlowDescription() {}

    /** The Flow to create; empty when too little was measured for the store's schema. */
    static Optional<Flow> of(SegmentPlanned plan, SegmentPlanned.Flow planned) {
        boolean owner = planned.id().equals(plan.flowId());
        Measurement.Stream essence = planned.essence();
        FlowBuilder flow = Flow.builder(planned.id(), planned.sourceId(), format(essence));
        if (essence == null) {
            flow.flowCollection(collection(plan));
        } else {
            Optional<EssenceParameters> parameters = parameters(essence);
            if (parameters.isEmpty()) {
                return Optional.empty();
            }
            flow.codec(codec(essence)).essenceParameters(parameters.get());
        }
        if (owner) {
            flow.container(container(essence));
        }
        name(flow, plan, planned, owner);
        return Optional.of(flow.build());
    }

    private static void name(FlowBuilder flow, SegmentPlanned plan, SegmentPlanned.Flow planned, boolean owner) {
        Feed feed = plan.settings().feed();
        String label = Objects.requireNonNullElse(feed.flow().label(), plan.feed());
        flow.label(owner ? label : label + " " + planned.role());
        if (owner) {
            flow.description(feed.flow().description());
            feed.flow().tags().forEach(flow::tag);
            flow.tag(TIMESCALE_TAG, timescale(feed.timeline()));
        }
        flow.tag(FEED_TAG, plan.feed());
    }

    private static String timescale(Feed.Timeline timeline) {
        return timeline.origin() == Feed.Timeline.Origin.WALLCLOCK
                ? timeline.scale().toString()
                : timeline.origin().toString();
    }

    private static List<CollectedFlow> collection(SegmentPlanned plan) {
        List<CollectedFlow> members = new ArrayList<>();
        for (SegmentPlanned.Flow flow : plan.flows()) {
            Measurement.Stream essence = flow.essence();
            if (essence != null && parameters(essence).isPresent()) {
                members.add(CollectedFlow.ofPid(flow.id(), flow.role(), essence.pid()));
            }
        }
        return members;
    }

    private static Format format(Measurement.@Nullable Stream essence) {
        if (essence == null) {
            return Format.MULTI;
        }
        return switch (essence.type()) {
            case VIDEO -> Format.VIDEO;
            case AUDIO -> Format.AUDIO;
            case DATA -> Format.DATA;
        };
    }

    private static String codec(Measurement.Stream essence) {
        return CODECS.getOrDefault(
                essence.codec(),
                essence.type() == Measurement.Kind.DATA ? "application/octet-stream" : unknown(essence));
    }

    private static String unknown(Measurement.Stream essence) {
        return essence.type() + "/x-" + essence.codec().replace('_', '-');
    }

    private static String container(Measurement.@Nullable Stream essence) {
        return essence == null || essence.pid() >= PID_MIN ? TRANSPORT_STREAM : codec(essence);
    }

    private static Optional<EssenceParameters> parameters(Measurement.Stream essence) {
        Integer width = essence.width();
        Integer height = essence.height();
        Integer rate = essence.sampleRate();
        Integer channels = essence.channels();
        return switch (essence.type()) {
            case VIDEO ->
                width == null || height == null
                        ? Optional.empty()
                        : Optional.of(EssenceParameters.video(width, height, essence.frameRate()));
            case AUDIO ->
                rate == null || channels == null
                        ? Optional.empty()
                        : Optional.of(EssenceParameters.audio(rate, channels));
            case DATA -> Optional.of(new EssenceParameters(null, null, null, null, null, null, null, null, Map.of()));
        };
    }

    /**
     * What makes a chunk unfit for a Flow that exists: things that must not change within one (ADR 0025). Frame rate and
     * channels are left out: short chunks measure the one inexactly, programmes change the other.
     *
     * @return one phrase; empty when it fits
     */
    static Optional<String> difference(Flow wanted, Flow existing) {
        if (wanted.container() != null && !same(wanted.container(), existing.container())) {
            return Optional.of("container is " + existing.container() + ", not " + wanted.container());
        }
        if (existing.format() != null && !existing.format().equals(wanted.format())) {
            return Optional.of("format is " + existing.format() + ", not " + wanted.format());
        }
        if (existing.codec() != null && wanted.codec() != null && !same(wanted.codec(), existing.codec())) {
            return Optional.of("codec is " + existing.codec() + ", not " + wanted.codec());
        }
        return size(wanted.essenceParameters(), existing.essenceParameters());
    }

    private static Optional<String> size(@Nullable EssenceParameters wanted, @Nullable EssenceParameters existing) {
        if (wanted == null || existing == null || wanted.frameWidth() == null || existing.frameWidth() == null) {
            return Optional.empty();
        }
        String wantedSize = wanted.frameWidth() + "x" + wanted.frameHeight();
        String existingSize = existing.frameWidth() + "x" + existing.frameHeight();
        return wantedSize.equals(existingSize)
                ? Optional.empty()
                : Optional.of("picture is " + existingSize + ", not " + wantedSize);
    }

    private static boolean same(String one, @Nullable String other) {
        return other != null && one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }
}
