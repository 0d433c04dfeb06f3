package tams.ingest.registrar;

/** What a store is asked for on a chunk's way; errors are told apart by it. */
enum StoreStep {
    /** Reading and creating Flows, Sources included. */
    PREPARE("create the Flow"),
    /** Asking for a place to upload to. */
    ALLOCATE("allocate storage"),
    /** Sending the bytes to that place. */
    UPLOAD("upload the object"),
    /** Making the object a segment. */
    REGISTER("register the segment"),
    /** Reading back what the store has. */
    LOOK("read back from the store");

    private final String words;

    StoreStep(String words) {
        this.words = words;
    }

    /** A verb phrase for messages. */
    String words() {
        return words;
    }
}
