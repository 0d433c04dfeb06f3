package tams.ingest.local;

/** Where the bytes of objects lie. */
interface Bucket extends AutoCloseable {

    /** Whether bytes lie there, whole. */
    boolean holds(String key);

    /** Removes bytes; what is not there is gone already. */
    void remove(String key);

    @Override
    void close();
}
