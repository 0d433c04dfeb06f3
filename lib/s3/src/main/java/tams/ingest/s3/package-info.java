/** A bucket of any S3 as a file system: what lies in it is listed and read like files, and only we know that it is none. */
@NullMarked
package tams.ingest.s3;

import org.jspecify.annotations.NullMarked;
