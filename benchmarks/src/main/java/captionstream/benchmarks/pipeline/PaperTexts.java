package captionstream.benchmarks.pipeline;

import captionstream.worker.caption.ModelBundle;
import captionstream.worker.model.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Tokenising for the paper's loop, which it is spared. */
final class PaperTexts implements AutoCloseable {
    private final int clipContext;
    private final Tokenizer clip;
    private final Tokenizer gpt2;
    private final long[] stops;

    PaperTexts(ModelBundle bundle) {
        clipContext = bundle.clip().contextLength();
        clip = Tokenizer.load(bundle.clipTokenizer(), bundle.clip().vocabSize());
        gpt2 = Tokenizer.load(bundle.gpt2Tokenizer(), bundle.gpt2().vocabSize());
        stops = LongStream.range(0, bundle.gpt2().vocabSize())
                .filter(id -> gpt2.decode(id).strip().equals("."))
                .toArray();
    }

    List<long[]> prompts(List<String> prompts) {
        return prompts.stream().map(gpt2::encode).toList();
    }

    /** The tokens after which a caption ends. */
    long[] stops() {
        return stops;
    }

    /** Prompt and generated ids as the text tower takes them. */
    long[] clipIds(long[] prompt, long[] generated) {
        long[] ids = clip.encodeWithSpecialTokens(text(prompt, generated));
        long[] cut = Arrays.copyOf(ids, Math.min(ids.length, clipContext));
        cut[cut.length - 1] = ids[ids.length - 1];
        return cut;
    }

    String text(long[] prompt, long[] generated) {
        return gpt2.decode(LongStream.concat(LongStream.of(prompt), LongStream.of(generated))
                .toArray());
    }

    @Override
    public void close() {
        clip.close();
        gpt2.close();
    }
}
