package tams.ingest.kit;

import java.util.Locale;

/**
 * What the series of one {@link Metric} are told apart by. The set of labels is closed, and so are the values of each but
 * {@link #FEED}, which {@link Instruments} limits: a path, an id or an address never becomes a label.
 */
public enum Label {
    FEED("a feed of the table, or a folder that no feed claims; at most 5,000 of them"),
    STATE("a state of the ledger, or `done` and `left` of a backlog"),
    STAGE("how far a file of the drop folder has come"),
    TO("`archive`, `quarantine` or `deleted`"),
    VERDICT("why segmenter-router refused a chunk"),
    TOPIC("a topic of ours, without the prefix"),
    CAUSE("one word that says what was wrong"),
    ERROR_CLASS("`STORE`, `AUTH`, `CONFIG`, `FLOW`, `CHUNK` or `PERMANENT`"),
    OPERATION("`prepare`, `allocate`, `upload`, `register` or `look`"),
    OUTCOME("`ok`, or the error class; of a hook `ok`, `failed` or `dropped`"),
    SERVICE("what runs in the process: `watcher`, `router`, `registrar`, `local-tams` or `all-in-one`"),
    VERSION("of tams-ingest"),
    HOOK("`on_gap`, `on_stall` or `on_dead_letter`");

    private final String meaning;

    Label(String meaning) {
        this.meaning = meaning;
    }

    /** As it stands in Prometheus. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What values it has, for the reference. */
    public String meaning() {
        return meaning;
    }
}
