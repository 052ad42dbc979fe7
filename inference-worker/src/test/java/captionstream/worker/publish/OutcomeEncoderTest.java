package captionstream.worker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.FinishReason;
import captionstream.TokenAlternative;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.TraceContext;
import captionstream.worker.FakeCaptioner;
import captionstream.worker.Requests;
import captionstream.worker.caption.CaptionOutcome.Captioned;
import captionstream.worker.intake.LoadedRequest.Loaded;
import captionstream.worker.intake.LoadedRequest.Refused;
import captionstream.worker.publish.RequestOutcome.Described;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class OutcomeEncoderTest extends EncoderCase {
    @Test
    void everyPromptOfAnImageGivesOneCaptionUnderTheImagesKey() {
        List<ProducerRecord<byte[], byte[]>> records =
                encoded(described(request("cat"))).records();

        assertThat(records).hasSize(2).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo("captions");
            assertThat(record.key()).isEqualTo("cat".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(records.stream().map(this::caption))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.getPrompt()).isEqualTo("A picture of");
                            assertThat(first.getPromptIndex()).isZero();
                            assertThat(first.getPromptCount()).isEqualTo(2);
                            assertThat(first.getCaption()).isEqualTo("A picture of cat");
                            assertThat(first.getTokenCount()).isEqualTo(4);
                            assertThat(first.getGeneratedTokens()).isEqualTo(1);
                            assertThat(first.getFinishReason()).isEqualTo(FinishReason.sentence);
                            assertThat(first.getModel()).isEqualTo("sha256:m");
                            assertThat(first.getDecoding()).isEqualTo("greedy,max_new_tokens=30");
                            assertThat(first.getImageSha256()).isEqualTo("00ff");
                            assertThat(first.getAttributes()).containsExactly(Map.entry("shelf", "3"));
                            assertThat(first.getSourcePrompt()).isEqualTo("A cat");
                            assertThat(first.getCaptionTime()).isEqualTo(NOW);
                            assertThat(first.getTimings().getFetchMs()).isEqualTo(4);
                            assertThat(first.getTimings().getScoreMs()).isEqualTo(3);
                            assertThat(first.getRefClipScore()).isNull();
                        },
                        second -> {
                            assertThat(second.getPrompt()).isEqualTo("This shows");
                            assertThat(second.getPromptIndex()).isEqualTo(1);
                        });
    }

    @Test
    void captionsAndDeadLettersBelongToTheTraceOfTheirRequest() {
        TraceContext trace = TraceContext.begin();
        ConsumerRecord<byte[], byte[]> good = Requests.record(0, 0, "cat");
        ConsumerRecord<byte[], byte[]> bad = Requests.record(0, 1, "bad");
        trace.headers().forEach(header -> List.of(good, bad)
                .forEach(record -> record.headers().add("other", new byte[5000]).add(header)));
        Captioned captioned = new Captioned("cat", List.of(FakeCaptioner.caption("cat", "A picture of")), 1, 2, 3);

        assertThat(encoded(new Described((Loaded) Requests.loaded(good), captioned))
                        .records())
                .singleElement()
                .satisfies(record -> assertThat(record.headers())
                        .containsExactlyElementsOf(
                                trace.headers().add(new RecordPosition(good.topic(), 0, 0).asOrigin())));
        assertThat(encoded(RequestOutcome.of((Refused) Requests.loaded(bad))).records())
                .singleElement()
                .satisfies(record -> assertThat(record.headers()).isEqualTo(trace.headers()));
    }

    @Test
    void scoresAreRoundedToSixDecimals() {
        Caption caption = caption(encoded(described(request("cat"))).records().get(0));

        assertThat(caption.getClipScore()).isEqualTo(23.456789);
        assertThat(caption.getControlScore()).isEqualTo(18.123457);
        assertThat(caption.getGrounding()).isEqualTo(5.333332);
        assertThat(caption.getMeanTokenEntropy()).isEqualTo(1.234568);
        assertThat(caption.getConfidence()).isEqualTo(0.885939);
        assertThat(caption.getMeanLogProb()).isEqualTo(-0.987654);
        assertThat(caption.getLexicalEntropy()).isEqualTo(1.386294);
        assertThat(caption.getTokens().get(0).getEntropy()).isEqualTo(1.234568);
        assertThat(caption.getTokens().get(0).getAlternatives())
                .containsExactly(new TokenAlternative(3, " dog", -0.876543));
    }

    @Test
    void whereNoOtherImageHasBeenSeenThereIsNoControlScore() {
        Caption caption = caption(encode(generated(21.5, null)));

        assertThat(caption.getControlScore()).isNull();
        assertThat(caption.getGrounding()).isNull();
        assertThat(caption.getControlImageId()).isNull();
    }

    @Test
    void whereTheEventHadReferencesTheirScoreIsRoundedToo() {
        assertThat(caption(encode(generated(21.5, null, 71.2345678912))).getRefClipScore())
                .isEqualTo(71.234568);
        assertThat(letter(encode(generated(21.5, null, Double.NaN))).getReason())
                .isEqualTo("model_failed");
    }

    @Test
    void aCaptionSaysWhichRequestItAnswers() {
        Described described = described(request("cat"));
        ConsumerRecord<byte[], byte[]> origin = described.origin();

        assertThat(encoded(described).records()).hasSize(2).allSatisfy(record -> assertThat(
                        record.headers().lastHeader("captionstream-origin").value())
                .isEqualTo("%s-%d@%d"
                        .formatted(origin.topic(), origin.partition(), origin.offset())
                        .getBytes(StandardCharsets.UTF_8)));
    }
}
