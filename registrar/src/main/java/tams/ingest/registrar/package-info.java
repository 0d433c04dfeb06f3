/** The service that puts planned chunks into the store and keeps the ledger. */
@NullMarked
package tams.ingest.registrar;

import org.jspecify.annotations.NullMarked;
