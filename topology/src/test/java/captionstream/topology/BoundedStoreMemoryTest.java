package captionstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class BoundedStoreMemoryTest {
    /** Of 16 partitions with four stores each. */
    private static final int STORES = 64;

    private static final long STREAMS_WRITE_BUFFER = 16L << 20;

    @TempDir
    Path folder;

    @Test
    void many_stores_with_little_in_them_stay_in_memory() throws Exception {
        List<RocksDB> stores = new ArrayList<>();
        try (Options options = new Options()) {
            options.setCreateIfMissing(true)
                    .setWriteBufferSize(STREAMS_WRITE_BUFFER)
                    .setTableFormatConfig(new BlockBasedTableConfig());
            new BoundedStoreMemory().setConfig("any", options, Map.of());
            for (int i = 0; i < STORES; i++) {
                stores.add(RocksDB.open(options, folder.resolve("store" + i).toString()));
            }

            // when
            for (int round = 0; round < 10; round++) {
                for (RocksDB store : stores) {
                    store.put(("image-" + round).getBytes(), new byte[1000]);
                }
            }

            // then
            assertThat(writtenToDisk()).isZero();
            assertThat(inMemory(stores)).isLessThan(STREAMS_WRITE_BUFFER);
        } finally {
            stores.forEach(RocksDB::close);
        }
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
