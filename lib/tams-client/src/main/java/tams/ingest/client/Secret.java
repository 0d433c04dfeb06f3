package tams.ingest.client;

/** A text that is never shown by accident. */
public final class Secret {

    private final String text;

    public Secret(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a secret is empty");
        }
        this.text = text;
    }

    /** The text, for the one who is about to send it. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
