package captionstream.worker.image;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.schemas.DeadLetterReason;
import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row on its whole way, from a URI to pixels: with the outcome, in the time and in the memory that it states. */
@Timeout(30)
class HostileCorpusTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ImageSpec SPEC = new ImageSpec(8, new float[3], new float[] {1, 1, 1});

    private static final DecodeLimits LIMITS = new DecodeLimits(20_000, 50_000_000, Duration.ofSeconds(2));

    @TempDir
    private Path directory;

    static Stream<HostileRow> rows() {
        return Stream.of(
                        HostileImages.rows(),
                        SwellingImages.rows(),
                        TruncatedImages.rows(),
                        HostileUris.rows(),
                        HostileFiles.rows(),
                        HostileServers.rows())
                .flatMap(rows -> rows);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void hasItsOutcomeInBoundedTimeAndMemory(HostileRow row) throws IOException {
        ImageDecoder decoder = new ImageDecoder(LIMITS);
        try (HostileWorld world = new HostileWorld(directory);
                ImageFetcher fetcher = world.fetcher(row.patience())) {
            ImageLoader loader = new ImageLoader(fetcher, decoder, new ClipPreprocessor(SPEC));
            String uri = row.offered().in(world);

            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            Optional<DeadLetterReason> refusal = refusal(loader, uri);
            long allocated =
                    THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

            assertThat(refusal.map(DeadLetterReason::code).orElseGet(() -> size(fetcher, decoder, uri)))
                    .as(row.name())
                    .isEqualTo(row.expected());
            assertThat(allocated).as("bytes allocated for " + row.name()).isLessThan((long) row.mostMebibytes() << 20);
        }
    }

    private static Optional<DeadLetterReason> refusal(ImageLoader loader, String uri) {
        try {
            loader.load(uri, null);
            return Optional.empty();
        } catch (ImageRejected rejected) {
            return Optional.of(rejected.reason());
        }
    }

    private static String size(ImageFetcher fetcher, ImageDecoder decoder, String uri) {
        BufferedImage image = decoder.decode(fetcher.fetch(URI.create(uri)).bytes());
        return image.getWidth() + "x" + image.getHeight();
    }

    @Test
    void isAHundredRowsAtLeastEachWithANameOfItsOwn() {
        List<String> names = rows().map(HostileRow::toString).collect(Collectors.toList());

        assertThat(names).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }
}
