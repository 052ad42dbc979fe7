package captionstream.worker.caption;

import captionstream.worker.caption.GeneratedToken.Alternative;
import captionstream.worker.caption.LikeliestTokens.Candidate;
import captionstream.worker.model.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns decoded sequences into captions. */
final class CaptionWriter {
    private final Tokenizer tokenizer;
    private final TokenTexts tokenTexts;
    private final int vocabSize;

    CaptionWriter(Tokenizer tokenizer, TokenTexts tokenTexts, int vocabSize) {
        this.tokenizer = tokenizer;
        this.tokenTexts = tokenTexts;
        this.vocabSize = vocabSize;
    }

    List<String> texts(List<Sequence> sequences) {
        return sequences.stream()
                .map(sequence -> tokenizer.decode(sequence.captionIds()))
                .toList();
    }

    /**
     * @param texts of the draft's sequences, in their order
     * @param references what people wrote about the image
     */
    List<GeneratedCaption> captions(
            ImageDraft draft,
            List<EmbeddedText> texts,
            List<EmbeddedText> references,
            @Nullable ImageEmbedding control) {
        List<String> prompts = draft.prepared().task().prompts();
        List<GeneratedCaption> captions = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            Double refClipScore = texts.get(i).refClipScore(draft.image(), references);
            captions.add(caption(
                    prompts.get(i), draft.sequences().get(i), texts.get(i), draft.image(), control, refClipScore));
        }
        return captions;
    }

    private GeneratedCaption caption(
            String prompt,
            Sequence sequence,
            EmbeddedText text,
            ImageEmbedding image,
            @Nullable ImageEmbedding control,
            @Nullable Double refClipScore) {
        long[] captionIds = sequence.captionIds();
        List<GeneratedToken> tokens = tokens(sequence);
        return new GeneratedCaption(
                prompt,
                text.text(),
                captionIds.length,
                tokens,
                sequence.finishReason(),
                Uncertainty.of(tokens, vocabSize),
                image.score(text.unit()),
                control == null ? null : control.score(text.unit()),
                control == null ? null : control.imageId(),
                refClipScore,
                LexicalEntropy.of(captionIds));
    }

    private List<GeneratedToken> tokens(Sequence sequence) {
        List<GeneratedToken> tokens = new ArrayList<>();
        for (int step = 0; step < sequence.steps(); step++) {
            long id = sequence.id(step);
            tokens.add(new GeneratedToken(
                    (int) id,
                    tokenTexts.of(id),
                    sequence.entropy(step),
                    sequence.logProb(step),
                    sequence.likeliest(step).stream().map(this::alternative).toList()));
        }
        return tokens;
    }

    private Alternative alternative(Candidate candidate) {
        return new Alternative(candidate.id(), tokenTexts.of(candidate.id()), candidate.logProb());
    }
}
