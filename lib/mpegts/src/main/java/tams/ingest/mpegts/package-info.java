/** What an MPEG transport stream chunk says about itself. No dependency, no I/O beyond the bytes it is fed. */
@NullMarked
package tams.ingest.mpegts;

import org.jspecify.annotations.NullMarked;
