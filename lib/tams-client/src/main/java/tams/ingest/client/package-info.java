/** A client for any TAMS store: its calls as an interface, its records, and the form of it that speaks HTTP. */
@NullMarked
package tams.ingest.client;

import org.jspecify.annotations.NullMarked;
