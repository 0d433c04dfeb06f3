package tams.ingest.watcher;

import java.util.Map;
import tams.ingest.contracts.ChunkArrived;
import tams.ingest.contracts.ChunkFile;
import tams.ingest.contracts.Evidence;
import tams.ingest.contracts.Ids;

/** Values that several tests need. */
final class Samples {

    private static final String NO_BYTES = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private Samples() {}

    static ChunkArrived arrived(String feed, String name) {
        ChunkFile file = new ChunkFile(feed + "/" + name, 0, NO_BYTES);
        return new ChunkArrived(
                feed,
                Ids.arrival(feed, file),
                file,
                null,
                DropFixture.NOW,
                DropFixture.NOW,
                null,
                new ChunkArrived.Fault("EMPTY", "no bytes"),
                Evidence.NONE,
                null);
    }

    static Map<String, String> settings(String root) {
        return Map.of("drop.root", root, "tams.namespace", DropFixture.NAMESPACE.toString());
    }
}
