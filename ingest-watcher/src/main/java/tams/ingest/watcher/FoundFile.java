package tams.ingest.watcher;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Evidence;

/**
 * A finished file on its way to being announced.
 *
 * @param folder its feed's folder below the drop root
 * @param stamp as it was when it was found to be whole
 * @param completeAt when that was, by the wall clock
 * @param evidence what stands beside its content; its slices are not known yet
 * @param again whether it was announced before and has to be once more, whatever the ledger says
 * @param overtakes whether files of its feed that were there before wait behind it
 * @param anew whether its bytes have changed though its stamp has not, so that no earlier reading holds
 */
record FoundFile(
        String folder,
        String name,
        Path path,
        FileStamp stamp,
        Instant completeAt,
        @Nullable Long sequence,
        Claim claim,
        Evidence evidence,
        boolean again,
        boolean overtakes,
        boolean anew) {}
