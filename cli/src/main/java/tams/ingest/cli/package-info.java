/** The command {@code tams-ingest}: what operators use, and the all-in-one runtime behind {@code demo} and {@code local}. */
@NullMarked
package tams.ingest.cli;

import org.jspecify.annotations.NullMarked;
