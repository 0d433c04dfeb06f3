package tams.ingest.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tams.ingest.client.GetUrl;
import tams.ingest.client.Segment;
import tams.ingest.client.StoreException;

/** Proves that a file is in the store: its segments are listed at their times, and the object has its bytes. */
record ReadBack(UploadTarget target, FlowContent there) {

    /** Checks one file; what is not as it should be has failed then. */
    void check(FileWork work) {
        String object = Objects.requireNonNull(work.objectId(), "an object");
        PlannedFile planned = work.planned();
        if (!there.missing(planned, object).isEmpty()) {
            work.fail("the store took it and does not list it at "
                    + there.missing(planned, object).get(0).timerange() + ": run the command again");
        } else if (target.readBack() || work.isDoubted()) {
            compare(work, object, planned);
        }
    }

    private void compare(FileWork work, String object, PlannedFile planned) {
        Optional<GetUrl> url = there.find(planned.timeranges().get(0), object)
                .map(Segment::getUrls)
                .map(List::stream)
                .flatMap(urls -> urls.min((one, other) -> Boolean.compare(isForeign(one), isForeign(other))));
        if (url.isEmpty()) {
            work.fail("the store lists no URL of object " + object + ", so it cannot be read back");
            return;
        }
        try {
            target.repeats().call(() -> download(url.get(), planned));
        } catch (StoreException e) {
            work.fail(
                    work.isDoubted()
                            ? "the Flow has other bytes at this time, object " + object + " (" + e.getMessage()
                                    + "): delete that segment first, or choose another place by --start-at"
                            : "read back: " + e.getMessage());
        }
    }

    private boolean download(GetUrl url, PlannedFile planned) {
        try {
            target.store()
                    .download(
                            url,
                            OutputStream.nullOutputStream(),
                            planned.bytes().sha256(),
                            planned.bytes().bytes());
            return true;
        } catch (IOException e) {
            throw new IllegalStateException("a stream to nowhere does not fail", e);
        }
    }

    /** A place that the store does not manage comes last. */
    private static boolean isForeign(GetUrl url) {
        return Boolean.FALSE.equals(url.controlled());
    }
}
