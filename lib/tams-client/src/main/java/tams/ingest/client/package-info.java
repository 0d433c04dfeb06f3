/**
 * A client for any TAMS store: its calls as interfaces, its records, and the form of it that speaks HTTP.
 *
 * <pre>{@code
 * TamsApi store = HttpTamsStore.open(
 *         URI.create("https://host/tams/v8.2"),
 *         new Credentials.OAuth2(tokenUrl, "ingest", Secret.ofFile(path), "tams-api/read tams-api/write"));
 *
 * Allocation place = store.allocate(flow, StorageRequest.ofCount(1)).get(0);
 * store.put(place, file);
 * store.register(flow, List.of(new SegmentPost(place.objectId(), timerange, null, null, null, null)));
 * store.flows().change(flow, change -> change.status("closed_complete"));
 * }</pre>
 *
 * <p>{@link tams.ingest.client.TamsStore} is what an ingest needs, {@link tams.ingest.client.TamsApi} is all of the API.
 * Nothing is retried inside; {@link tams.ingest.client.StoreException} says of each call that did not succeed whether it
 * was refused, rejected, or may have been done.
 */
@NullMarked
package tams.ingest.client;

import org.jspecify.annotations.NullMarked;
