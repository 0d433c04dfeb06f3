package tams.ingest.watcher;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** The drop root as a source of {@link FoundFile}s, each of them finished. */
final class DropEndpoint extends DefaultEndpoint {

    private final DropComponent drop;

    DropEndpoint(String uri, DropComponent drop) {
        super(uri, drop);
        this.drop = drop;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("nothing is written to the drop folder");
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new DropConsumer(this, processor, drop);
    }
}
