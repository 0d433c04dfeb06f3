package tams.ingest.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** The key pair that signs object URLs: made on the first start, then kept in a file that only its owner reads. */
record S3Credentials(String accessKey, String secretKey) {

    private static final String FILE = "s3-credentials";
    private static final int ACCESS_KEY_BYTES = 10;
    private static final int SECRET_KEY_BYTES = 32;

    static S3Credentials in(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return Files.exists(file) ? read(file) : create(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make " + file + ": " + e.getMessage(), e);
        }
    }

    private static S3Credentials read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() != 2 || lines.get(0).isBlank() || lines.get(1).isBlank()) {
            throw new IllegalStateException(file
                    + " does not hold an access key and a secret key, a line each: delete it, a new pair will be made");
        }
        return new S3Credentials(lines.get(0), lines.get(1));
    }

    private static S3Credentials create(Path file) throws IOException {
        S3Credentials made = new S3Credentials(hex(ACCESS_KEY_BYTES), hex(SECRET_KEY_BYTES));
        SecretFile.write(file, List.of(made.accessKey, made.secretKey));
        return made;
    }

    private static String hex(int bytes) {
        return HexFormat.of().formatHex(SecretFile.random(bytes));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "S3Credentials[" + accessKey + "]";
    }
}
