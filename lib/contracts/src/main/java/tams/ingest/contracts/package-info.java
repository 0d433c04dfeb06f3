/** What the services say to each other: events, topics, the feed table, and exact time. No Kafka here. */
@NullMarked
package tams.ingest.contracts;

import org.jspecify.annotations.NullMarked;
