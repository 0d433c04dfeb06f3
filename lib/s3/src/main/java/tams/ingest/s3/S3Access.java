package tams.ingest.s3;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.kit.ConfigException;
import tams.ingest.kit.Keys;
import tams.ingest.kit.Settings;

/**
 * How an S3 is reached, as {@code drop.s3.*} says.
 *
 * @param endpoint null for AWS's own of the region
 * @param pathStyle whether the bucket stands in the path of addresses rather than in the host's name
 * @param keys null for those that the environment has, as AWS's own tools find them
 */
record S3Access(
        @Nullable URI endpoint,
        String region,
        boolean pathStyle,
        @Nullable KeyPair keys) {

    /** An access key with its secret. */
    record KeyPair(String accessKey, String secretKey) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "KeyPair[" + accessKey + "]";
        }
    }

    /** Reads the keys. @throws ConfigException when one half of the key pair is missing */
    static S3Access of(Settings settings) {
        Optional<String> access = settings.find(Keys.DROP_S3_ACCESS_KEY);
        Optional<String> secret = settings.findSecret(Keys.DROP_S3_SECRET_KEY, Keys.DROP_S3_SECRET_KEY_FILE);
        if (access.isPresent() != secret.isPresent()) {
            throw new ConfigException((access.isPresent() ? Keys.DROP_S3_SECRET_KEY : Keys.DROP_S3_ACCESS_KEY).key()
                    + " is missing: set both halves of the key pair, or none to use the environment's credentials");
        }
        return new S3Access(
                settings.find(Keys.DROP_S3_ENDPOINT).orElse(null),
                settings.get(Keys.DROP_S3_REGION),
                settings.get(Keys.DROP_S3_PATH_STYLE),
                access.isPresent() ? new KeyPair(access.get(), secret.orElseThrow()) : null);
    }
}
