package tams.ingest.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The key pair that signs object URLs: made on the first start, then kept in a file that only its owner reads. */
record S3Credentials(String accessKey, String secretKey) {

    private static final String FILE = "s3-credentials";
    private static final int ACCESS_KEY_BYTES = 10;
    private static final int SECRET_KEY_BYTES = 32;

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

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

    /** Written aside and moved into place, so that a crash leaves either no file or a whole one. */
    private static S3Credentials create(Path file) throws IOException {
        SecureRandom random = new SecureRandom();
        S3Credentials made = new S3Credentials(hex(random, ACCESS_KEY_BYTES), hex(random, SECRET_KEY_BYTES));
        Path aside = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(aside);
        Files.createFile(aside, OWNER_ONLY);
        Files.write(aside, List.of(made.accessKey, made.secretKey));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        return made;
    }

    private static String hex(SecureRandom random, int bytes) {
        byte[] key = new byte[bytes];
        random.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "S3Credentials[" + accessKey + "]";
    }
}
