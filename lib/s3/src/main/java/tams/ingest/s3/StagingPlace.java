package tams.ingest.s3;

import java.nio.file.Path;
import java.util.Optional;
import tams.ingest.kit.BucketAddress;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;

/** Where chunks are put for registrars on other hosts, as {@code drop.staging} says: the same for those who put and read. */
public final class StagingPlace {

    private StagingPlace() {}

    /**
     * The place; empty without staging.
     *
     * @throws ConfigException when it is no bucket, or has no use
     */
    public static Optional<Path> of(Settings settings) {
        Optional<Path> configured = settings.find(Keys.DROP_STAGING);
        if (configured.isEmpty()) {
            return Optional.empty();
        }
        String key = Keys.DROP_STAGING.key();
        BucketAddress address = BucketAddress.of(configured.get())
                .orElseThrow(() -> new ConfigException(key + " is not of the form s3://bucket/prefix"));
        if (address.prefix().isEmpty()) {
            throw new ConfigException(
                    key + " has no prefix: what lies below it is removed when it has served, so give it"
                            + " one of its own, s3://" + address.bucket() + "/staging");
        }
        if (settings.find(Keys.DROP_ROOT).flatMap(BucketAddress::of).isPresent()) {
            throw new ConfigException(key + " is set, but " + Keys.DROP_ROOT.key()
                    + " lies in a bucket, which other hosts read as it is: leave out " + key);
        }
        return Optional.of(Bucket.open(settings, address));
    }
}
