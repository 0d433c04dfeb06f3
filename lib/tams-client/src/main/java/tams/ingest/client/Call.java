package tams.ingest.client;

/**
 * One call to a store, as errors name it.
 *
 * @param name a verb phrase
 * @param url shown without its query
 */
record Call(String name, Effect effect, String method, StoreUrl url) {

    @Override
    public String toString() {
        return method + " " + url + " (" + name + ")";
    }
}
