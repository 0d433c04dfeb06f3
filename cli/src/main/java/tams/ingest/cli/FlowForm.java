package tams.ingest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.CollectedFlow;
import tams.ingest.client.EssenceParameters;
import tams.ingest.client.Flow;
import tams.ingest.client.Format;
import tams.ingest.client.TamsApi;

/**
 * What must not change within a Flow, so that segments of Flows that have it in common can lie on one.
 *
 * @param members of a Flow that collects others, in order
 */
record FlowForm(
        @Nullable Format format,
        @Nullable String codec,
        @Nullable String container,
        @Nullable EssenceParameters essence,
        List<FlowForm> members) {

    static FlowForm of(TamsApi api, Flow flow) {
        List<FlowForm> members = new ArrayList<>();
        if (flow.flowCollection() != null) {
            for (CollectedFlow member : flow.flowCollection()) {
                Optional<Flow> found = api.flow(member.id());
                found.ifPresent(one -> members.add(
                        new FlowForm(one.format(), one.codec(), one.container(), one.essenceParameters(), List.of())));
            }
        }
        return new FlowForm(
                flow.format(), flow.codec(), flow.container(), flow.essenceParameters(), List.copyOf(members));
    }
}
