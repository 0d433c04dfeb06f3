/** What needs the store's own tests to judge the whole by. */
@NullMarked
package tams.ingest.local;

import org.jspecify.annotations.NullMarked;
