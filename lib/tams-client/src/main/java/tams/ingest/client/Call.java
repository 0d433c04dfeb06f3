package tams.ingest.client;

/**
 * One call to a store, as errors name it.
 *
 * @param name a verb phrase
 * @param path without query
 */
record Call(String name, Effect effect, String method, String path) {}
