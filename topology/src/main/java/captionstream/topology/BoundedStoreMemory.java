package captionstream.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Native memory of the stores: all stores of the process share one block cache, and beside it the room for their write
 * buffers. By default each store, and each segment of a windowed one, would have its own. As buffers are small then,
 * files are too, and more of them are left beside each other before they are merged.
 */
public final class BoundedStoreMemory implements RocksDBConfigSetter {
    private static final long CACHE_BYTES = 48L << 20;
    private static final long WRITE_BUFFER_BYTES = 48L << 20;

    /** A megabyte each would be more than all may have together, and a store would be written to disk at every change. */
    private static final long ARENA_BLOCK_BYTES = 64L << 10;

    /** Nearly every lookup is of a new image and ends at the files' filters, so that twice the usual number is cheap. */
    private static final int FILES_BEFORE_MERGING = 8;

    private static final Cache CACHE;
    private static final WriteBufferManager WRITE_BUFFERS;

    static {
        RocksDB.loadLibrary();
        CACHE = new LRUCache(CACHE_BYTES);
        // A cache for their account alone: in that of the blocks they would leave no room for filters now and then.
        WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFER_BYTES, new LRUCache(WRITE_BUFFER_BYTES));
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> settings) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        // In blocks of 4 KiB; those of a large file would be megabytes, read again whenever one of them was evicted.
        table.setIndexType(IndexType.kTwoLevelIndexSearch).setPartitionFilters(true);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setArenaBlockSize(ARENA_BLOCK_BYTES);
        options.setLevelZeroFileNumCompactionTrigger(FILES_BEFORE_MERGING);
        options.setTableFormatConfig(table);
    }

    /** What is shared outlives every store. */
    @Override
    public void close(String storeName, Options options) {}
}
