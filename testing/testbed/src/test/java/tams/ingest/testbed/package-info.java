/** The whole, tested from outside: real processes, a real broker, a real store, real files. */
@NullMarked
package tams.ingest.testbed;

import org.jspecify.annotations.NullMarked;
