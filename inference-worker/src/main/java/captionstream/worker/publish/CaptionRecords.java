package captionstream.worker.publish;

import static captionstream.worker.publish.Quantised.quantised;
import static captionstream.worker.publish.Quantised.quantisedOrNull;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.FinishReason;
import captionstream.GeneratedToken;
import captionstream.StageTimings;
import captionstream.TokenAlternative;
import captionstream.worker.caption.CaptionOutcome.Captioned;
import captionstream.worker.caption.GeneratedCaption;
import captionstream.worker.caption.GeneratedToken.Alternative;
import captionstream.worker.image.LoadedImage;
import captionstream.worker.intake.LoadedRequest.Loaded;
import captionstream.worker.publish.RequestOutcome.Described;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Builds the {@link Caption} records of an image, one for each prompt.
 *
 * @param model fingerprint of the model bundle
 * @param decoding the decoding settings
 */
public record CaptionRecords(String model, String decoding) {
    public List<Caption> of(Described described, Instant now) {
        StageTimings timings = timings(described.source().image(), described.captioned());
        return IntStream.range(0, described.captioned().captions().size())
                .mapToObj(index -> caption(described, index, timings, now))
                .toList();
    }

    private Caption caption(Described described, int index, StageTimings timings, Instant now) {
        Loaded source = described.source();
        CaptionRequest request = source.request();
        Caption.Builder record = Caption.newBuilder()
                .setImageId(request.getImageId())
                .setUri(CaptionUri.of(request.getUri()))
                .setImageSha256(source.image().sha256())
                .setPromptIndex(index)
                .setPromptCount(request.getPrompts().size())
                .setPromptSet(request.getPromptSet())
                .setModel(model)
                .setDecoding(decoding)
                .setSourcePrompt(request.getSourcePrompt())
                .setAttributes(request.getAttributes())
                .setEventTime(request.getEventTime())
                .setCaptionTime(now)
                .setTimings(timings);
        GeneratedCaption generated = described.captioned().captions().get(index);
        text(record, generated);
        scores(record, generated);
        return record.build();
    }

    private static void text(Caption.Builder record, GeneratedCaption generated) {
        record.setPrompt(generated.prompt())
                .setCaption(generated.text())
                .setTokenCount(generated.tokenCount())
                .setGeneratedTokens(generated.generatedTokens())
                .setTokens(
                        generated.tokens().stream().map(CaptionRecords::token).toList())
                .setFinishReason(
                        FinishReason.valueOf(generated.finishReason().name().toLowerCase(Locale.ROOT)));
    }

    private static void scores(Caption.Builder record, GeneratedCaption generated) {
        double clipScore = quantised(generated.clipScore());
        @Nullable Double controlScore = quantisedOrNull(generated.controlScore());
        record.setClipScore(clipScore)
                .setControlScore(controlScore)
                .setGrounding(controlScore == null ? null : quantised(clipScore - controlScore))
                .setControlImageId(generated.controlImageId())
                .setMeanTokenEntropy(quantised(generated.uncertainty().meanTokenEntropy()))
                .setNormalizedEntropy(quantised(generated.uncertainty().normalizedEntropy()))
                .setConfidence(quantised(generated.uncertainty().confidence()))
                .setMeanLogProb(quantised(generated.uncertainty().meanLogProb()))
                .setEntropyWeightedScore(quantised(generated.entropyWeightedScore()))
                .setLexicalEntropy(quantised(generated.lexicalEntropy()))
                .setRefClipScore(quantisedOrNull(generated.refClipScore()))
                .setSaliencyWeightedScore(quantised(generated.saliencyWeightedScore()));
    }

    private static GeneratedToken token(captionstream.worker.caption.GeneratedToken token) {
        return new GeneratedToken(
                token.id(),
                token.text(),
                quantised(token.entropy()),
                quantised(token.logProb()),
                token.alternatives().stream().map(CaptionRecords::alternative).toList());
    }

    private static TokenAlternative alternative(Alternative alternative) {
        return new TokenAlternative(alternative.id(), alternative.text(), quantised(alternative.logProb()));
    }

    private static StageTimings timings(LoadedImage image, Captioned captioned) {
        return StageTimings.newBuilder()
                .setFetchMs(image.fetchMillis())
                .setDecodeMs(image.decodeMillis())
                .setEncodeMs(captioned.encodeMillis())
                .setGenerateMs(captioned.generateMillis())
                .setScoreMs(captioned.scoreMillis())
                .build();
    }
}
