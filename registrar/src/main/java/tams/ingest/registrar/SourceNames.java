package tams.ingest.registrar;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tams.ingest.client.Flow;
import tams.ingest.client.Source;
import tams.ingest.client.TagValue;
import tams.ingest.client.TamsStore;

/**
 * Gives Sources their label, description and tags, each once: a store makes a Source with the first Flow that names it;
 * what it is called is for the client to say, and later for people. Thread-safe.
 */
final class SourceNames {

    private final TamsStore store;
    private final Set<UUID> unnamed = ConcurrentHashMap.newKeySet();

    SourceNames(TamsStore store) {
        this.store = store;
    }

    /** The Source of a Flow may have no name yet. */
    void doubt(UUID flow) {
        unnamed.add(flow);
    }

    /** Names the Source of a Flow that is in the store, unless that is done. The feed's tag comes last and says so. */
    void settle(Flow flow) {
        if (!unnamed.contains(flow.id())) {
            return;
        }
        Optional<Source> source = store.source(flow.sourceId());
        if (source.isPresent() && !source.get().tags().containsKey(FlowDescription.FEED_TAG)) {
            name(source.get(), flow);
        }
        unnamed.remove(flow.id());
    }

    private void name(Source source, Flow flow) {
        if (source.label() == null && flow.label() != null) {
            store.setSourceLabel(source.id(), flow.label());
        }
        if (source.description() == null && flow.description() != null) {
            store.setSourceDescription(source.id(), flow.description());
        }
        for (Map.Entry<String, TagValue> tag : flow.tags().entrySet()) {
            boolean ofFlowAlone = tag.getKey().startsWith(FlowDescription.OWN_TAGS)
                    || tag.getKey().equals(StatusMark.STATUS_TAG);
            if (!ofFlowAlone && !source.tags().containsKey(tag.getKey())) {
                store.setSourceTag(source.id(), tag.getKey(), tag.getValue());
            }
        }
        TagValue feed = flow.tags().get(FlowDescription.FEED_TAG);
        if (feed != null) {
            store.setSourceTag(source.id(), FlowDescription.FEED_TAG, feed);
        }
    }
}
