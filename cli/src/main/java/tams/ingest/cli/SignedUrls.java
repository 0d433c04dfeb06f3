package tams.ingest.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import tams.ingest.client.GetUrl;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsStore;

/**
 * Whether the addresses that the store gives out lead to the bytes from here. A signed address is good for the host name
 * in it alone, and a store that signs names of its own network is of no use outside of it.
 */
final class SignedUrls {

    /** Flows that are looked at for a segment. */
    static final int FLOWS_MAX = 20;

    private SignedUrls() {}

    /** Reads one byte of the latest object of the first Flow that has one; nothing where none has. */
    static Optional<Finding> of(TamsStore store, List<StoreCheckup.FlowOfFeed> flows) {
        return flows.stream()
                .limit(FLOWS_MAX)
                .flatMap(each ->
                        store
                                .segments(
                                        each.flow(),
                                        SegmentQuery.all()
                                                .latestFirst()
                                                .first(1)
                                                .withUrls())
                                .stream())
                .findFirst()
                .map(segment -> read(store, segment));
    }

    private static Finding read(TamsStore store, Segment segment) {
        if (segment.getUrls().isEmpty()) {
            return Finding.warning(
                    "signed-urls",
                    "the store gives no address for object " + segment.objectId(),
                    "nobody can play it: does the store hide addresses from this client?");
        }
        GetUrl url = segment.getUrls().get(0);
        try {
            var unused = store.download(url, OutputStream.nullOutputStream(), 1);
        } catch (StoreException e) {
            // It begins with a byte and goes on, which is all that is asked.
            if (e.status() != 200) {
                return Finding.failed(
                        "signed-urls",
                        "an object cannot be read where the store says it is: " + e.getMessage(),
                        "the name in it has to be known here and inside alike (local_tams.advertised_host, an alias of"
                                + " the container); 403 means clocks that differ, or a proxy that changes the name");
            }
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written", e);
        }
        return Finding.ok("signed-urls", url.url() + " is read from here");
    }
}
