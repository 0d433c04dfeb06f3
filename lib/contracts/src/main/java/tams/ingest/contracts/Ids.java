package tams.ingest.contracts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids that follow from what they name, so that any repetition asks for the same thing (architecture, decision 7). */
public final class Ids {

    /** The namespace of ids that are the same for everybody. */
    static final UUID PROJECT = UUID.fromString("5f0f2c6e-2f0b-5d0e-9a53-6d2f6a0c7e11");

    private Ids() {}

    /** One file of one feed with those bytes. */
    public static UUID arrival(String feed, ChunkFile file) {
        return named(PROJECT, "arrival", feed, file.path(), file.sha256(), Long.toString(file.bytes()));
    }

    /** The Flow of a feed that plays {@code role}: {@code multi}, {@code video}, {@code audio}, {@code audio-2}, … */
    public static UUID flow(UUID namespace, String feed, String role) {
        return named(namespace, "flow", feed, role);
    }

    /**
     * The Flow of a later form of the media that {@code first} is a Flow of: same Source, other technical metadata.
     *
     * @param form what the media is, always in the same words
     */
    public static UUID form(UUID first, String form) {
        return named(first, "form", form);
    }

    /** The Source whose content {@link #flow} encodes. */
    public static UUID source(UUID namespace, String feed, String role) {
        return named(namespace, "source", feed, role);
    }

    /** A chunk at one place in time of one Flow. */
    public static UUID job(UUID ownerFlow, ChunkFile file, Timestamp start) {
        return named(ownerFlow, "job", file.sha256(), Long.toString(file.bytes()), start.toString());
    }

    /** The id under which generation {@code generation} of a job's bytes is stored. */
    public static String object(UUID job, int generation) {
        return job + "-g" + generation;
    }

    /**
     * A Flow or Source of an edit: the same edit of the same media is the same everywhere.
     *
     * @param role what it is to the edit
     * @param content the edit, always in the same words
     */
    public static UUID edit(String role, String content) {
        return named(PROJECT, "edit", role, content);
    }

    private static UUID named(UUID namespace, String... parts) {
        // No part may contain the separator's effect: lengths keep ("a", "bc") and ("ab", "c") apart.
        StringBuilder name = new StringBuilder();
        for (String part : parts) {
            name.append(part.length()).append(':').append(part).append('/');
        }
        return nameUuid(namespace, name.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A version 5 UUID (RFC 9562), the newest kind that TAMS's id pattern admits. */
    public static UUID nameUuid(UUID namespace, byte[] name) {
        ByteBuffer hash = ByteBuffer.wrap(sha1().digest(ByteBuffer.allocate(Long.BYTES * 2 + name.length)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .put(name)
                .array()));
        long high = (hash.getLong() & ~0xF000L) | 0x5000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
