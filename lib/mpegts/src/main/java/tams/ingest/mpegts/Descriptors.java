package tams.ingest.mpegts;

/** One descriptor loop of a PMT, the bytes {@code from} to {@code end} of its section. */
record Descriptors(Section section, int from, int end) {

    private static final int REGISTRATION = 0x05;
    private static final int METADATA = 0x26;
    private static final int EXTENSION = 0x7F;

    boolean has(int tag) {
        return find(tag, from) >= 0;
    }

    /** True if there is a DVB extension descriptor with this extended tag. */
    boolean hasExtension(int extendedTag) {
        for (int at = find(EXTENSION, from); at >= 0; at = find(EXTENSION, next(at))) {
            if (section.at(at + 1) > 0 && section.at(at + 2) == extendedTag) {
                return true;
            }
        }
        return false;
    }

    /** True if there is a registration descriptor with this four-letter format identifier. */
    boolean registers(String format) {
        for (int at = find(REGISTRATION, from); at >= 0; at = find(REGISTRATION, next(at))) {
            if (says(format, at + 2, next(at))) {
                return true;
            }
        }
        return false;
    }

    /** True if there is a metadata descriptor with this format identifier, which has no fixed place in it. */
    boolean holdsMetadata(String format) {
        for (int at = find(METADATA, from); at >= 0; at = find(METADATA, next(at))) {
            for (int i = at + 2; i < next(at); i++) {
                if (says(format, i, next(at))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean says(String word, int at, int limit) {
        boolean same = at + word.length() <= limit;
        for (int i = 0; same && i < word.length(); i++) {
            same = section.at(at + i) == word.charAt(i);
        }
        return same;
    }

    /** Where the first descriptor of that tag starts, whole within the loop; -1 if there is none. */
    private int find(int tag, int start) {
        int at = start;
        while (at + 2 <= end && next(at) <= end) {
            if (section.at(at) == tag) {
                return at;
            }
            at = next(at);
        }
        return -1;
    }

    private int next(int at) {
        return at + 2 + section.at(at + 1);
    }
}
