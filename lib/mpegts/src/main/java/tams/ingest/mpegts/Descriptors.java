package tams.ingest.mpegts;

/** One descriptor loop of a PMT, the bytes {@code from} to {@code end} of its section. */
record Descriptors(Section section, int from, int end) {

    private static final int REGISTRATION = 0x05;
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
            boolean same = section.at(at + 1) >= format.length();
            for (int i = 0; same && i < format.length(); i++) {
                same = section.at(at + 2 + i) == format.charAt(i);
            }
            if (same) {
                return true;
            }
        }
        return false;
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
