/** A TAMS store in a jar: API 8.2 over H2, objects over S3. */
@NullMarked
package tams.ingest.local;

import org.jspecify.annotations.NullMarked;
