/** What needs a real broker around the registrar. */
@NullMarked
package tams.ingest.registrar;

import org.jspecify.annotations.NullMarked;
