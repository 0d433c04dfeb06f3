package tams.ingest.cli;

import org.jspecify.annotations.Nullable;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.LocalTamsKeys;
import tams.ingest.kit.Setting;
import tams.ingest.kit.Settings;
import tams.ingest.local.S3Place;

/** Where the local store keeps objects: the bucket that {@code local_tams.s3.*} describes, or its own S3. */
final class StoreObjects {

    private StoreObjects() {}

    /**
     * The bucket; null where none is named.
     *
     * @throws ConfigException naming the key that is missing or makes no sense
     */
    static @Nullable S3Place of(Settings settings) {
        if (settings.find(LocalTamsKeys.S3_BUCKET).isEmpty()) {
            if (settings.find(LocalTamsKeys.S3_ENDPOINT).isPresent()) {
                throw missing(LocalTamsKeys.S3_BUCKET);
            }
            return null;
        }
        try {
            return new S3Place(
                    settings.find(LocalTamsKeys.S3_ENDPOINT).orElse(null),
                    settings.get(LocalTamsKeys.S3_REGION),
                    settings.get(LocalTamsKeys.S3_BUCKET),
                    settings.find(LocalTamsKeys.S3_ACCESS_KEY).orElseThrow(() -> missing(LocalTamsKeys.S3_ACCESS_KEY)),
                    settings.findSecret(LocalTamsKeys.S3_SECRET_KEY, LocalTamsKeys.S3_SECRET_KEY_FILE)
                            .orElseThrow(() -> missing(LocalTamsKeys.S3_SECRET_KEY)));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("local_tams.s3.* cannot be used: " + e.getMessage());
        }
    }

    private static ConfigException missing(Setting<?> key) {
        return new ConfigException(
                key.key() + " is missing: to keep objects in an S3, local_tams.s3.bucket, access_key and secret_key"
                        + " (or secret_key_file) have to be set");
    }
}
