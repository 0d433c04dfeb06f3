/** segmenter-router: maps a chunk to its Flow and gives it its exact place in time. */
@NullMarked
package tams.ingest.router;

import org.jspecify.annotations.NullMarked;
