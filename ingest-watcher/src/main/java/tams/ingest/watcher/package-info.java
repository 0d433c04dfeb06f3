/** Finds finished chunks in the drop folder, announces each, and tidies up once the ledger says what became of it. */
@NullMarked
package tams.ingest.watcher;

import org.jspecify.annotations.NullMarked;
