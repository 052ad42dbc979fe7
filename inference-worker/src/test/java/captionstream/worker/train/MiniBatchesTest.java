package captionstream.worker.train;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.train.embedding.EmbeddingCache;
import captionstream.worker.train.embedding.KnownEmbeddings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eleven captions of one image, each a single token of its own from 100 on, after the prompts 1 and 2 3. */
class MiniBatchesTest {
    @TempDir
    private Path folder;

    private EmbeddingCache cache;
    private MiniBatches batches;

    @BeforeEach
    void elevenCaptionsInBatchesOfFour() {
        cache = KnownEmbeddings.in(folder, new float[] {3, 4});
        batches = batches(1);
    }

    private MiniBatches batches(long seed) {
        TrainingImage image = new TrainingImage("cat.png", "", 0, List.of(), List.of());
        List<CaptionPair> pairs = IntStream.range(0, 11)
                .mapToObj(i -> new CaptionPair(image, new long[] {100 + i}))
                .toList();
        List<long[]> prompts = List.of(new long[] {1}, new long[] {2, 3});
        return new MiniBatches(pairs, new ImageEmbeddings(cache, true), prompts, 4, 3, seed);
    }

    @AfterEach
    void close() {
        cache.close();
    }

    private static List<Long> targets(List<CaptionBatch> shares) {
        return shares.stream()
                .flatMap(share -> LongStream.of(share.targets()).boxed())
                .toList();
    }

    private List<Long> epoch(int epoch) {
        List<Long> said = new ArrayList<>();
        for (int number = 0; number < batches.perEpoch(); number++) {
            said.addAll(targets(batches.draw(epoch * batches.perEpoch() + number)));
        }
        return said;
    }

    @Test
    void every_epoch_has_every_caption_once() {
        assertThat(batches.perEpoch()).isEqualTo(3);
        for (int epoch = 0; epoch < 3; epoch++) {
            assertThat(epoch(epoch))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(100, 111).boxed().toList());
        }
    }

    @Test
    void every_epoch_has_an_order_of_its_own() {
        assertThat(epoch(1)).isNotEqualTo(epoch(0));
    }

    @Test
    void a_batch_depends_on_its_number_alone() {
        List<CaptionBatch> before = batches.draw(4);
        batches.draw(0);

        List<CaptionBatch> again = batches.draw(4);

        assertThat(targets(again)).isEqualTo(targets(before));
        assertThat(again.get(0).ids()).isEqualTo(before.get(0).ids());
    }

    @Test
    void another_seed_gives_other_batches() {
        assertThat(targets(batches(2).draw(0))).isNotEqualTo(targets(batches.draw(0)));
    }

    @Test
    void is_cut_into_shares_as_evenly_as_can_be() {
        assertThat(batches.draw(0)).extracting(CaptionBatch::size).containsExactly(1, 1, 2);
        assertThat(batches.draw(2)).extracting(CaptionBatch::size).containsExactly(1, 1, 1);
    }

    @Test
    void prompts_are_mixed_and_each_caption_follows_its_own() {
        List<CaptionBatch> shares = IntStream.range(0, 30)
                .mapToObj(batches::draw)
                .flatMap(List::stream)
                .toList();

        assertThat(shares).extracting(share -> share.ids()[0]).contains(1L, 2L);
        assertThat(shares).allSatisfy(share -> {
            for (int row = 0; row < share.size(); row++) {
                long start = share.ids()[row * share.length()];
                assertThat(share.sources()[row]).isEqualTo(row * share.length() + (start == 1 ? 0 : 1));
            }
        });
    }

    @Test
    void embeddings_come_at_length_one_where_the_bundle_says_so() {
        assertThat(batches.draw(0).get(0).embeddings()).containsExactly(0.6f, 0.8f);
    }
}
