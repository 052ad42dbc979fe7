package captionstream.worker.train.demo;

import captionstream.worker.model.Tokenizer;
import captionstream.worker.train.vocabulary.TokenizerFile;
import java.util.List;

/** The tokenizers of both models, as they lie in the bundle. */
record Vocabularies(Tokenizer clip, int clipSize, Tokenizer gpt2, int gpt2Size) implements AutoCloseable {
    private static final int MERGES = 1200;

    static Vocabularies learn(List<String> text, BundleWriter bundle) {
        TokenizerFile clip = TokenizerFile.clip(text, MERGES);
        TokenizerFile gpt2 = TokenizerFile.gpt2(text, MERGES);
        clip.write(bundle.clipTokenizer());
        gpt2.write(bundle.gpt2Tokenizer());
        return new Vocabularies(
                Tokenizer.load(bundle.clipTokenizer(), clip.vocabSize()),
                clip.vocabSize(),
                Tokenizer.load(bundle.gpt2Tokenizer(), gpt2.vocabSize()),
                gpt2.vocabSize());
    }

    @Override
    public void close() {
        clip.close();
        gpt2.close();
    }
}
