package captionstream.worker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.FinishReason;
import captionstream.TokenAlternative;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.TraceContext;
import captionstream.schemas.registry.InMemorySchemaRegistry;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.worker.FakeCaptioner;
import captionstream.worker.Requests;
import captionstream.worker.caption.CaptionOutcome.Captioned;
import captionstream.worker.caption.GeneratedCaption;
import captionstream.worker.caption.Uncertainty;
import captionstream.worker.image.LoadedImage;
import captionstream.worker.intake.LoadedRequest.Loaded;
import captionstream.worker.intake.LoadedRequest.Refused;
import captionstream.worker.publish.RequestOutcome.Described;
import captionstream.worker.publish.RequestOutcome.GivenUp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class OutcomeEncoderTest {
    private static final Instant NOW = Instant.parse("2025-05-01T10:00:00Z");
    private static final int MAX_BYTES = 10_000;

    private final AvroSerdes serdes = AvroSerdes.using(new InMemorySchemaRegistry());
    private static final CaptionRecords RECORDS = new CaptionRecords("sha256:m", "greedy,max_new_tokens=30");

    private final OutcomeEncoder encoder = new OutcomeEncoder(
            serdes.serializer(Caption.class), serdes.serializer(DeadLetter.class), MAX_BYTES, () -> NOW);

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
    void aRoundedScoreGivesItsIntegerBack() {
        for (long millionths : new long[] {0, 1, -1, 17_762_502, 99_999_999, -100_000_000, 123_456_789_012L}) {
            double score = Quantised.quantised(millionths / 1e6 + 1e-8);

            assertThat(Math.round(score * 1e6)).isEqualTo(millionths);
        }
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
    void aScoreThatIsNotANumberBecomesADeadLetter() {
        DeadLetter letter = letter(encode(generated(Double.NaN, null)));

        assertThat(letter.getReason()).isEqualTo("model_failed");
        assertThat(letter.getMessage()).isEqualTo("The model gave a score that is NaN");
    }

    @Test
    void captionsThatCannotBeWrittenBecomeADeadLetter() {
        GeneratedCaption usual = FakeCaptioner.caption("cat", "A picture of");
        GeneratedCaption mute = new GeneratedCaption(
                usual.prompt(),
                null,
                4,
                usual.tokens(),
                usual.finishReason(),
                usual.uncertainty(),
                1,
                null,
                null,
                null,
                1);

        assertThat(letter(encode(mute)).getReason()).isEqualTo("model_failed");
    }

    @Test
    void captionsTooLargeForTheBrokerBecomeOneDeadLetter() {
        CaptionRequest request = request("cat");
        request.setAttributes(Map.of("novel", "x".repeat(MAX_BYTES)));

        EncodedOutcome encoded = encoded(described(request));

        assertThat(encoded.outcome()).isInstanceOf(GivenUp.class);
        assertThat(encoded.records())
                .singleElement()
                .satisfies(record -> assertThat(letter(record).getReason()).isEqualTo("outcome_too_large"));
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

    @Test
    void aReplayedRequestThatFailsAgainCountsItsAttempts() {
        ConsumerRecord<byte[], byte[]> origin = Requests.record(0, 7, "bad");
        origin.headers().add("captionstream-attempts", "1".getBytes(StandardCharsets.UTF_8));

        EncodedOutcome encoded = encoded(new GivenUp(origin, null, DeadLetterReason.FETCH_FAILED, "again"));

        assertThat(letter(encoded.records().get(0)).getAttempts()).isEqualTo(2);
    }

    @Test
    void aDeadLetterKeepsTheOriginalBytesAndWhereTheyLie() {
        byte[] key = {1, (byte) 0xff, 3};
        byte[] value = {9, 8, 7};
        ConsumerRecord<byte[], byte[]> origin = new ConsumerRecord<>("caption-requests", 2, 41, key, value);

        ProducerRecord<byte[], byte[]> record = encoded(
                        new GivenUp(origin, null, DeadLetterReason.UNDECODABLE_RECORD, "no magic byte"))
                .records()
                .get(0);

        assertThat(record.topic()).isEqualTo("dead-letters");
        assertThat(record.key()).isEqualTo(key);
        DeadLetter letter = letter(record);
        assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap(key));
        assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(value));
        assertThat(letter.getTopic()).isEqualTo("caption-requests");
        assertThat(letter.getPartition()).isEqualTo(2);
        assertThat(letter.getOffset()).isEqualTo(41);
        assertThat(letter.getStage()).isEqualTo("intake");
        assertThat(letter.getReason()).isEqualTo("undecodable_record");
        assertThat(letter.getMessage()).isEqualTo("no magic byte");
        assertThat(letter.getImageId()).isNull();
        assertThat(letter.getTime()).isEqualTo(NOW);
    }

    @Test
    void aDeadLetterShowsNoCredentialsOfTheUri() {
        CaptionRequest request = request("cat");
        request.setUri("https://ann:secret@host/cat.png?X-Signature=abc#part");

        DeadLetter letter = letter(encoded(givenUp(request)).records().get(0));

        assertThat(letter.getUri()).isEqualTo("https://host/cat.png?...");
    }

    @Test
    void anOriginalTooLargeToBeCarriedAlongIsNamedInstead() {
        byte[] value = new byte[MAX_BYTES];
        Arrays.fill(value, (byte) 7);
        ConsumerRecord<byte[], byte[]> origin = new ConsumerRecord<>("caption-requests", 0, 5, new byte[0], value);

        DeadLetter letter = letter(encoded(new GivenUp(origin, null, DeadLetterReason.UNDECODABLE_RECORD, "rubbish"))
                .records()
                .get(0));

        assertThat(letter.getValue()).isNull();
        assertThat(letter.getOffset()).isEqualTo(5);
        assertThat(letter.getMessage()).startsWith("rubbish").contains("too large");
    }

    @Test
    void offsetsFollowTheLastOriginOfEachPartition() {
        List<RequestOutcome> outcomes = List.of(
                givenUp(Requests.record(0, 3, "a")),
                givenUp(Requests.record(1, 9, "b")),
                givenUp(Requests.record(0, 4, "c")));

        assertThat(ConsumedOffsets.after(outcomes))
                .hasSize(2)
                .hasEntrySatisfying(
                        Requests.partition(0), next -> assertThat(next.offset()).isEqualTo(5))
                .hasEntrySatisfying(
                        Requests.partition(1), next -> assertThat(next.offset()).isEqualTo(10));
    }

    private static CaptionRequest request(String imageId) {
        CaptionRequest request = Requests.request(imageId);
        request.setAttributes(Map.of("shelf", "3"));
        request.setSourcePrompt("A cat");
        return request;
    }

    private static Described described(CaptionRequest request) {
        List<GeneratedCaption> captions = request.getPrompts().stream()
                .map(prompt -> FakeCaptioner.caption(request.getImageId(), prompt))
                .toList();
        return described(request, captions);
    }

    private static Described described(CaptionRequest request, List<GeneratedCaption> captions) {
        Loaded source = new Loaded(
                Requests.record(0, 0, request.getImageId()), request, new LoadedImage(new float[0], "00ff", 4, 5));
        return new Described(source, new Captioned(request.getImageId(), captions, 1, 2, 3));
    }

    private EncodedOutcome encoded(RequestOutcome outcome) {
        return encoder.encode(outcome, RECORDS);
    }

    private ProducerRecord<byte[], byte[]> encode(GeneratedCaption caption) {
        return encoded(described(request("cat"), List.of(caption))).records().get(0);
    }

    private static GeneratedCaption generated(double clipScore, Double controlScore) {
        return generated(clipScore, controlScore, null);
    }

    private static GeneratedCaption generated(double clipScore, Double controlScore, Double refClipScore) {
        GeneratedCaption usual = FakeCaptioner.caption("cat", "A picture of");
        return new GeneratedCaption(
                usual.prompt(),
                usual.text(),
                usual.tokenCount(),
                usual.tokens(),
                usual.finishReason(),
                new Uncertainty(1, 0.1, -1),
                clipScore,
                controlScore,
                null,
                refClipScore,
                1);
    }

    private static GivenUp givenUp(CaptionRequest request) {
        return new GivenUp(Requests.record(0, 0, "x"), request, DeadLetterReason.FETCH_FAILED, "why");
    }

    private static GivenUp givenUp(ConsumerRecord<byte[], byte[]> origin) {
        return new GivenUp(origin, null, DeadLetterReason.FETCH_FAILED, "why");
    }

    private Caption caption(ProducerRecord<byte[], byte[]> record) {
        return serdes.deserializer(Caption.class).deserialize(record.topic(), record.value());
    }

    private DeadLetter letter(ProducerRecord<byte[], byte[]> record) {
        return serdes.deserializer(DeadLetter.class).deserialize(record.topic(), record.value());
    }
}
