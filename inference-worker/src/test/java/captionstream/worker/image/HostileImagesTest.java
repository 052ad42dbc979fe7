package captionstream.worker.image;

import static captionstream.worker.image.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import captionstream.schemas.DeadLetterReason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostileImagesTest {
    private final ImageDecoder decoder = new ImageDecoder();

    static Stream<byte[]> signatures() {
        return Stream.of(
                        "\u00ff\u00d8\u00ff",
                        "\u0089PNG\r\n\u001a\n",
                        "GIF89a",
                        "BM",
                        "II*\0",
                        "MM\0*",
                        "RIFF\0\0\0\0WEBP")
                .map(signature -> signature.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void noiseAfterASignatureIsACorruptImage(byte[] signature) {
        byte[] bytes = new byte[5000];
        new Random(1).nextBytes(bytes);
        System.arraycopy(signature, 0, bytes, 0, signature.length);

        assertThatCode(() -> decoder.decode(bytes))
                .isInstanceOfSatisfying(ImageRejected.class, rejected -> assertThat(rejected.reason())
                        .isIn(DeadLetterReason.CORRUPT_IMAGE, DeadLetterReason.TOO_MANY_PIXELS));
    }

    static Stream<PillowReference> singleFrames() {
        return PillowReference.all().filter(reference -> !reference.file().equals("animated.gif"));
    }

    @ParameterizedTest
    @MethodSource("singleFrames")
    void aTruncatedImageIsCorruptWhereverItEnds(PillowReference reference) {
        byte[] whole = reference.bytes();

        for (int percent : List.of(10, 25, 50, 75, 90)) {
            byte[] part = Arrays.copyOf(whole, Math.max(12, whole.length * percent / 100));
            assertRejected(DeadLetterReason.CORRUPT_IMAGE, () -> decoder.decode(part));
        }
    }

    @Test
    void aFirstFrameIsEnoughOfAnAnimation() {
        byte[] whole = PillowReference.resource("animated.gif");

        BufferedImage image = decoder.decode(Arrays.copyOf(whole, whole.length * 3 / 4));

        assertThat(image.getWidth()).isEqualTo(40);
    }

    @Test
    void thePixelLimitHoldsWhereBothSidesAreAllowed() {
        ImageDecoder strict = new ImageDecoder(new DecodeLimits(100, 600, Duration.ofSeconds(20)));

        assertThat(strict.decode(Forged.png(100, 6, new byte[606])).getWidth()).isEqualTo(100);
        assertRejected(DeadLetterReason.TOO_MANY_PIXELS, () -> strict.decode(Forged.png(100, 7, new byte[707])))
                .contains("100x7");
        assertRejected(DeadLetterReason.TOO_MANY_PIXELS, () -> strict.decode(Forged.png(101, 1, new byte[102])));
    }

    @Test
    void imagesWaitForRoomForTheirPixels() {
        Semaphore room = new Semaphore(5);
        ImageDecoder crowded = new ImageDecoder(DecodeLimits.DEFAULT, room);

        CompletableFuture<BufferedImage> decoding =
                CompletableFuture.supplyAsync(() -> crowded.decode(Forged.png(3, 2, new byte[8])));
        while (!room.hasQueuedThreads()) {
            Thread.onSpinWait();
        }
        room.release();

        assertThat(decoding).succeedsWithin(Duration.ofSeconds(30));
        assertThat(room.availablePermits()).isEqualTo(6);
    }

    @Test
    void damagedImagesLeaveTheirRoomToOthers() {
        Semaphore room = new Semaphore(100);
        ImageDecoder tight = new ImageDecoder(DecodeLimits.DEFAULT, room);

        assertRejected(DeadLetterReason.CORRUPT_IMAGE, () -> tight.decode(Forged.png(10, 10, new byte[55])));
        assertThat(room.availablePermits()).isEqualTo(100);
    }

    @Test
    void anImageForWhichAReaderFindsNoMemoryIsNotCalledDamaged() {
        IOException wrapped = new IOException("Caught exception during read: ", new OutOfMemoryError());

        assertThat(ImageDecoder.rejection(ImageFormat.PNG, wrapped).reason())
                .isEqualTo(DeadLetterReason.TOO_MANY_PIXELS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"420.jpg", "palette.png", "plain.gif", "rgb.bmp", "raw.tif", "lossless.webp"})
    void whatFollowsAnImageDoesNotMatter(String file) {
        byte[] image = PillowReference.resource(file);
        byte[] polyglot = Arrays.copyOf(image, image.length + 5000);
        byte[] payload = "PK\3\4<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(payload, 0, polyglot, image.length, payload.length);

        assertThat(decoder.decode(polyglot).getRaster().getDataBuffer().getSize())
                .isEqualTo(decoder.decode(image).getRaster().getDataBuffer().getSize());
    }

    @ParameterizedTest
    @MethodSource("captionstream.worker.image.PillowReference#all")
    void damageNeverEndsInAnythingButARejection(PillowReference reference) {
        Random random = new Random(reference.file().hashCode());
        for (int trial = 0; trial < 40; trial++) {
            byte[] damaged = reference.bytes();
            for (int i = 0; i <= trial % 6; i++) {
                int reach = random.nextBoolean() ? Math.min(damaged.length, 200) : damaged.length;
                damaged[random.nextInt(reach)] = (byte) random.nextInt(256);
            }
            try {
                decoder.decode(damaged);
            } catch (ImageRejected rejected) {
                assertThat(rejected.getMessage()).isNotBlank().hasSizeLessThan(300);
            }
        }
    }
}
