package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.CollectedFlow;
import tams.ingest.client.EssenceParameters;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowBuilder;
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
    /** Tags of this name and onwards speak of the Flow itself, not of its content. */
    static final String OWN_TAGS = "_tams_ingest_";

    private FlowDescription() {}

    /** The Flow to create; empty when too little was measured for the store's schema. */
    static Optional<Flow> of(SegmentPlanned plan, SegmentPlanned.Flow planned) {
        boolean owner = planned.id().equals(plan.flowId());
        Measurement.Stream essence = planned.essence();
        FlowBuilder flow = Flow.builder(planned.id(), planned.sourceId(), EssenceWords.format(essence));
        if (essence == null) {
            flow.flowCollection(collection(plan));
        } else {
            Optional<EssenceParameters> parameters = EssenceWords.parameters(essence);
            if (parameters.isEmpty()) {
                return Optional.empty();
            }
            flow.codec(EssenceWords.codec(essence)).essenceParameters(parameters.get());
        }
        if (owner) {
            Throughput first = Throughput.NONE.with(plan);
            flow.container(EssenceWords.container(essence))
                    .avgBitRate(first.average())
                    .maxBitRate(first.peak())
                    .segmentDuration(first.segmentDuration());
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

    /** The tracks of a mux that can be described, where the mux has them. */
    static List<CollectedFlow> collection(SegmentPlanned plan) {
        List<CollectedFlow> members = new ArrayList<>();
        for (SegmentPlanned.Flow flow : plan.flows()) {
            Measurement.Stream essence = flow.essence();
            if (essence != null && EssenceWords.parameters(essence).isPresent()) {
                members.add(CollectedFlow.ofPid(flow.id(), flow.role(), essence.pid()));
            }
        }
        return members;
    }

    /**
     * What makes a chunk unfit for a Flow that exists: things that must not change within one (ADR 0025). A feed that
     * changes its form has another Flow in its plans, so this finds Flows that people made or changed. Frame rate and
     * channels are left out: short chunks measure the one inexactly, stores may know the other better.
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
