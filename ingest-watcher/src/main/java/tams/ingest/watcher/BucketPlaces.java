package tams.ingest.watcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tams.ingest.kit.BucketAddress;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.EventCode;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;
import tams.ingest.s3.Bucket;
import tams.ingest.s3.BucketException;

/** The drop root and what belongs to it where they lie in a bucket. */
final class BucketPlaces {

    private static final Logger LOG = LoggerFactory.getLogger(BucketPlaces.class);

    private BucketPlaces() {}

    /**
     * The drop root. An S3 that does not answer is waited for; health says so meanwhile.
     *
     * @throws ConfigException when the S3 says no: a bucket that does not exist, keys that may not list it
     */
    static Path root(Settings settings, BucketAddress address) {
        Path root = Bucket.open(settings, address);
        try {
            Bucket.of(root).orElseThrow().check(root);
        } catch (IOException e) {
            if (e instanceof BucketException trouble && !trouble.isRefused()) {
                LOG.warn(EventCode.DROP_FOLDER_GONE.marker(), "{} is not there yet: {}", root, e.getMessage());
            } else {
                throw new ConfigException(Keys.DROP_ROOT.key() + " " + root + ": " + e.getMessage());
            }
        }
        return root;
    }

    /**
     * A place of ours, which has to be in the root's bucket.
     *
     * @param configured as the configuration has it, or a place below the root
     */
    static Path beside(Path root, String key, Path configured) {
        Path place = Bucket.of(configured).isPresent() ? configured : other(root, key, configured);
        if (root.startsWith(place)) {
            throw new ConfigException(key + " " + place + " holds the drop root: choose another prefix");
        }
        return place;
    }

    private static Path other(Path root, String key, Path configured) {
        Optional<BucketAddress> address = BucketAddress.of(configured);
        String bucket = Bucket.of(root).orElseThrow().name();
        if (address.isEmpty() || !address.get().bucket().equals(bucket)) {
            throw new ConfigException(key + " " + configured + " does not lie in the bucket of " + Keys.DROP_ROOT.key()
                    + ": name a place as s3://" + bucket + "/prefix");
        }
        return Bucket.place(root, address.get().prefix());
    }
}
