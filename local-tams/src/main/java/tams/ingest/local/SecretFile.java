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
import javax.crypto.spec.SecretKeySpec;

/** A file that only its owner reads, and what comes into one. */
final class SecretFile {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final String TOKEN_KEY = "token-key";
    private static final int TOKEN_KEY_BYTES = 32;

    private SecretFile() {}

    static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }

    /** Written aside and moved into place, so that a crash leaves either no file or a whole one. */
    static void write(Path file, List<String> lines) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        Files.createFile(aside, OWNER_ONLY);
        Files.write(aside, lines);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The key that signs access tokens: made on the first start, then kept. */
    static SecretKeySpec tokenKey(Path folder) {
        Path file = folder.resolve(TOKEN_KEY);
        try {
            if (!Files.exists(file)) {
                write(file, List.of(HexFormat.of().formatHex(random(TOKEN_KEY_BYTES))));
            }
            return new SecretKeySpec(
                    HexFormat.of().parseHex(Files.readString(file).strip()), Tokens.ALGORITHM);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file + " holds no key: delete it, a new one will be made", e);
        }
    }
}
