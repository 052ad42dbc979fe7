package captionstream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionStyle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;
import org.rocksdb.WriteOptions;

class BoundedStoreMemoryTest {
    /** Of 16 partitions with four stores each. */
    private static final int STORES = 64;

    private static final long STREAMS_WRITE_BUFFER = 16L << 20;

    private static final int PARTITIONS = 8;
    private static final int IMAGES = 40_000;

    private final List<RocksDB> stores = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void many_stores_with_little_in_them_stay_in_memory() throws Exception {
        try (Options options = new Options()) {
            open(STORES, options);

            // when
            for (int round = 0; round < 10; round++) {
                for (RocksDB store : stores) {
                    store.put(("image-" + round).getBytes(), new byte[1000]);
                }
            }

            // then
            assertThat(writtenToDisk()).isZero();
            assertThat(inMemory(stores)).isLessThan(STREAMS_WRITE_BUFFER);
        }
    }

    @Test
    void images_that_are_not_there_are_looked_for_in_memory() throws Exception {
        try (Options options = new Options();
                Statistics statistics = new Statistics();
                WriteOptions unlogged = new WriteOptions().setDisableWAL(true)) {
            options.setStatistics(statistics);
            open(PARTITIONS, options);
            for (int image = 0; image < IMAGES; image++) {
                for (RocksDB store : stores) {
                    store.put(unlogged, key("image-" + image), new byte[1200]);
                }
            }
            for (RocksDB store : stores) {
                store.pauseBackgroundWork();
            }
            lookForNewImages();
            long misses = misses(statistics);

            // when
            int lookups = lookForNewImages();

            for (RocksDB store : stores) {
                store.continueBackgroundWork();
            }

            // then
            assertThat(misses(statistics) - misses).isLessThan(lookups / 100);
        }
    }

    private int lookForNewImages() throws RocksDBException {
        int lookups = 0;
        for (int image = IMAGES; image < IMAGES + 1000; image++) {
            for (RocksDB store : stores) {
                assertThat(store.get(key("image-" + image))).isNull();
                lookups++;
            }
        }
        return lookups;
    }

    private static byte[] key(String imageId) {
        return ("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08|" + imageId).getBytes(UTF_8);
    }

    /** Blocks that had to be read from a file to know whether an image is there. */
    private static long misses(Statistics statistics) {
        return statistics.getTickerCount(TickerType.BLOCK_CACHE_FILTER_MISS)
                + statistics.getTickerCount(TickerType.BLOCK_CACHE_INDEX_MISS);
    }

    /** As Kafka Streams opens them. */
    private void open(int number, Options options) throws RocksDBException {
        options.setCreateIfMissing(true)
                .setWriteBufferSize(STREAMS_WRITE_BUFFER)
                .setCompactionStyle(CompactionStyle.UNIVERSAL)
                .setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(new BloomFilter()));
        new BoundedStoreMemory().setConfig("any", options, Map.of());
        for (int i = 0; i < number; i++) {
            stores.add(RocksDB.open(options, folder.resolve("store" + i).toString()));
        }
    }

    @AfterEach
    void close() {
        stores.forEach(RocksDB::close);
    }

    private long writtenToDisk() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".sst")).count();
        }
    }

    private static long inMemory(List<RocksDB> stores) throws RocksDBException {
        long bytes = 0;
        for (RocksDB store : stores) {
            bytes += store.getLongProperty("rocksdb.size-all-mem-tables");
        }
        return bytes;
    }
}
