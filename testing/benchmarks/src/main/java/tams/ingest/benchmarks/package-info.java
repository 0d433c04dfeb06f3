/** How fast a chunk is measured, always as a ratio to something plain on the same machine in the same run. */
@NullMarked
package tams.ingest.benchmarks;

import org.jspecify.annotations.NullMarked;
