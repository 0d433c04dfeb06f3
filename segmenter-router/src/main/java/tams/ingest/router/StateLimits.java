package tams.ingest.router;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the memory that the local state takes outside the heap, for all stores together.
 *
 * <p>Kafka's default is 98 MiB a store and partition, which for 48 partitions is more than the machine has. Public and
 * with a plain constructor because Kafka makes it.
 */
public final class StateLimits implements RocksDBConfigSetter {

    /** Blocks read and written, all stores together: the hot ends of some thousand feeds. */
    static final long CACHE_BYTES_MAX = 64L << 20;

    /** The part of it that holds what is not on disk yet. */
    static final long WRITE_BYTES_MAX = 32L << 20;

    private static final long WRITE_BUFFER_BYTES = 1L << 20;
    private static final int WRITE_BUFFERS = 2;

    /** RocksDB's default of 4 MiB is taken on disk by every store and partition, however small. */
    private static final long MANIFEST_BYTES = 64L << 10;

    /** Shared by every store of the process, and so never closed. */
    private static final class Shared {
        static final Cache CACHE = new LRUCache(CACHE_BYTES_MAX);
        static final WriteBufferManager WRITES = new WriteBufferManager(WRITE_BYTES_MAX, CACHE);
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(Shared.CACHE);
            table.setCacheIndexAndFilterBlocks(true);
            options.setTableFormatConfig(table);
        }
        options.setWriteBufferManager(Shared.WRITES);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
        options.setManifestPreallocationSize(MANIFEST_BYTES);
    }

    @Override
    public void close(String storeName, Options options) {
        // Nothing here belongs to one store.
    }
}
