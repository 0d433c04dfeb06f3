package tams.ingest.kit;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in an S3, as the configuration names it: {@code s3://bucket/prefix}.
 *
 * @param prefix without slashes around it; empty for the whole bucket
 */
public record BucketAddress(String bucket, String prefix) {

    /** Keys of places hold paths; a path of this address has one slash where the address has two. */
    private static final Pattern ADDRESS = Pattern.compile("s3:/+([^/]+)/*(.*?)/*", Pattern.DOTALL);

    /** What a configured place says; empty when it is a folder. */
    public static Optional<BucketAddress> of(Path configured) {
        Matcher matcher = ADDRESS.matcher(configured.toString());
        return matcher.matches()
                ? Optional.of(new BucketAddress(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
