package captionstream.worker.publish;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.schemas.registry.InMemorySchemaRegistry;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.worker.FakeCaptioner;
import captionstream.worker.Requests;
import captionstream.worker.caption.CaptionOutcome.Captioned;
import captionstream.worker.caption.GeneratedCaption;
import captionstream.worker.caption.Uncertainty;
import captionstream.worker.image.LoadedImage;
import captionstream.worker.intake.LoadedRequest.Loaded;
import captionstream.worker.publish.RequestOutcome.Described;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

abstract class EncoderCase {
    static final Instant NOW = Instant.parse("2025-05-01T10:00:00Z");
    static final int MAX_BYTES = 10_000;
    private static final CaptionRecords RECORDS = new CaptionRecords("sha256:m", "greedy,max_new_tokens=30");

    private final AvroSerdes serdes = AvroSerdes.using(new InMemorySchemaRegistry());
    private final OutcomeEncoder encoder = new OutcomeEncoder(
            serdes.serializer(Caption.class), serdes.serializer(DeadLetter.class), MAX_BYTES, () -> NOW);

    static CaptionRequest request(String imageId) {
        CaptionRequest request = Requests.request(imageId);
        request.setAttributes(Map.of("shelf", "3"));
        request.setSourcePrompt("A cat");
        return request;
    }

    static Described described(CaptionRequest request) {
        List<GeneratedCaption> captions = request.getPrompts().stream()
                .map(prompt -> FakeCaptioner.caption(request.getImageId(), prompt))
                .toList();
        return described(request, captions);
    }

    static Described described(CaptionRequest request, List<GeneratedCaption> captions) {
        Loaded source = new Loaded(
                Requests.record(0, 0, request.getImageId()), request, new LoadedImage(new float[0], "00ff", 4, 5));
        return new Described(source, new Captioned(request.getImageId(), captions, 1, 2, 3));
    }

    EncodedOutcome encoded(RequestOutcome outcome) {
        return encoder.encode(outcome, RECORDS);
    }

    ProducerRecord<byte[], byte[]> encode(GeneratedCaption caption) {
        return encoded(described(request("cat"), List.of(caption))).records().get(0);
    }

    static GeneratedCaption generated(double clipScore, Double controlScore) {
        return generated(clipScore, controlScore, null);
    }

    static GeneratedCaption generated(double clipScore, Double controlScore, Double refClipScore) {
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

    Caption caption(ProducerRecord<byte[], byte[]> record) {
        return serdes.deserializer(Caption.class).deserialize(record.topic(), record.value());
    }

    DeadLetter letter(ProducerRecord<byte[], byte[]> record) {
        return serdes.deserializer(DeadLetter.class).deserialize(record.topic(), record.value());
    }
}
