package tams.ingest.client;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A text that is never shown by accident, given as it is or kept in a file. */
public final class Secret {

    private final String text;
    private final @Nullable SecretFile file;

    public Secret(String text) {
        this(text, null);
    }

    private Secret(String text, @Nullable SecretFile file) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a secret is empty");
        }
        this.text = text;
        this.file = file;
    }

    /**
     * A secret that lies in a file, and is read again whenever the file has changed; blanks around it do not count. While
     * the file cannot be read, or is empty, the secret stays what it was.
     *
     * @throws IOException when it cannot be read now, is empty, or is longer than a secret can be
     */
    public static Secret ofFile(Path path) throws IOException {
        SecretFile file = SecretFile.open(path);
        return new Secret(file.text(), file);
    }

    /** The text, for the one who is about to send it. */
    public String reveal() {
        return file == null ? text : file.text();
    }

    /** Reads the file again even where it does not look changed: the secret was refused. */
    void doubt() {
        if (file != null) {
            file.doubt();
        }
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
