package captionstream.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.CaptionRequest;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.registry.InMemorySchemaRegistry;
import captionstream.schemas.registry.SchemaRegistryUnavailableException;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.worker.Requests;
import captionstream.worker.image.FetchPolicy;
import captionstream.worker.image.ImageLoader;
import captionstream.worker.image.ImageSpec;
import captionstream.worker.intake.LoadedRequest.Loaded;
import captionstream.worker.intake.LoadedRequest.Refused;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestLoaderTest {
    private static final ImageSpec SPEC =
            new ImageSpec(8, new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.5f, 0.5f, 0.5f});

    private final AvroSerdes serdes = AvroSerdes.using(new InMemorySchemaRegistry());

    @TempDir
    private Path directory;

    private ImageLoader images;
    private RequestLoader loader;

    @BeforeEach
    void open() throws IOException {
        BufferedImage white = new BufferedImage(16, 12, BufferedImage.TYPE_INT_RGB);
        white.createGraphics().fillRect(0, 0, 16, 12);
        ImageIO.write(white, "png", directory.resolve("white.png").toFile());
        images = new ImageLoader(FetchPolicy.defaults().withFileRoots(List.of(directory)), SPEC);
        loader = new RequestLoader(serdes.deserializer(CaptionRequest.class), images);
    }

    @AfterEach
    void close() {
        images.close();
    }

    @Test
    void aRequestIsLoadedWithItsPixels() {
        LoadedRequest loaded = loader.load(record(request("white.png")));

        assertThat(loaded).isInstanceOfSatisfying(Loaded.class, it -> {
            assertThat(it.request().getImageId()).isEqualTo("cat");
            assertThat(it.image().pixels()).hasSize(3 * 8 * 8).containsOnly(1f);
            assertThat(it.image().sha256()).matches("[0-9a-f]{64}");
        });
    }

    @Test
    void aRecordWithoutAValueIsRefused() {
        assertThat(loader.load(new ConsumerRecord<>(Requests.TOPIC, 0, 0, new byte[0], null)))
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.reason()).isEqualTo(DeadLetterReason.EMPTY_RECORD));
    }

    @Test
    void bytesThatAreNoRequestAreRefused() {
        assertThat(loader.load(Requests.record(0, 0, "rubbish"))).isInstanceOfSatisfying(Refused.class, it -> {
            assertThat(it.reason()).isEqualTo(DeadLetterReason.UNDECODABLE_RECORD);
            assertThat(it.request()).isNull();
        });
    }

    @Test
    void aRequestWithoutPromptsIsRefused() {
        CaptionRequest request = request("white.png");
        request.setPrompts(List.of());

        assertThat(loader.load(record(request))).isInstanceOfSatisfying(Refused.class, it -> assertThat(it.reason())
                .isEqualTo(DeadLetterReason.INVALID_PROMPTS));
    }

    @Test
    void aRequestWithMoreReferencesThanTheTextTowerShouldReadIsRefusedBeforeItsImageIsFetched() {
        CaptionRequest request = request("missing.png");
        request.setReferences(Collections.nCopies(33, "a cat"));

        assertThat(loader.load(record(request))).isInstanceOfSatisfying(Refused.class, it -> {
            assertThat(it.reason()).isEqualTo(DeadLetterReason.INVALID_REFERENCES);
            assertThat(it.message()).isEqualTo("33 references, and at most 32 are allowed");
        });
    }

    @Test
    void anImageThatCannotBeHadIsRefusedWithItsRequest() {
        CaptionRequest request = request("missing.png");

        assertThat(loader.load(record(request))).isInstanceOfSatisfying(Refused.class, it -> {
            assertThat(it.reason()).isEqualTo(DeadLetterReason.IMAGE_NOT_FOUND);
            assertThat(it.request()).isEqualTo(request);
        });
    }

    @Test
    void aUriThatIsNoneIsRefused() {
        CaptionRequest request = request("white.png");
        request.setUri("file:/with a space");

        assertThat(loader.load(record(request))).isInstanceOfSatisfying(Refused.class, it -> assertThat(it.reason())
                .isEqualTo(DeadLetterReason.INVALID_URI));
    }

    @Test
    void aRegistryThatIsAwayIsNotTheRecordsFault() {
        Deserializer<CaptionRequest> cutOff = (topic, bytes) -> {
            throw new SchemaRegistryUnavailableException("away", null);
        };

        assertThatThrownBy(() -> new RequestLoader(cutOff, images).load(record(request("white.png"))))
                .isInstanceOf(SchemaRegistryUnavailableException.class);
    }

    private CaptionRequest request(String file) {
        CaptionRequest request = Requests.request("cat");
        request.setUri(directory.resolve(file).toUri().toString());
        return request;
    }

    private ConsumerRecord<byte[], byte[]> record(CaptionRequest request) {
        byte[] value = serdes.serializer(CaptionRequest.class).serialize(Requests.TOPIC, request);
        return new ConsumerRecord<>(Requests.TOPIC, 0, 0, new byte[] {1}, value);
    }
}
