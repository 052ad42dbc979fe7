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
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostileImagesTest {
    private final ImageDecoder decoder = new ImageDecoder();

    @Test
    void noBytesAreAnEmptyImage() {
        assertRejected(DeadLetterReason.EMPTY_IMAGE, () -> decoder.decode(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "<html><img src='a.png'></html>", "%PDF-1.7", "<svg/>", "RIFF____WAVE", "PK\3\4", "\0\0\0\0"
            })
    void bytesThatBeginLikeNoImageAreOfUnknownFormat(String text) {
        assertRejected(
                DeadLetterReason.UNKNOWN_IMAGE_FORMAT, () -> decoder.decode(text.getBytes(StandardCharsets.UTF_8)));
    }

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
    void nothingButASignatureIsACorruptImage(byte[] signature) {
        assertRejected(DeadLetterReason.CORRUPT_IMAGE, () -> decoder.decode(signature));
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

    static Stream<Arguments> bombs() {
        byte[] jpeg = PillowReference.resource("420.jpg");
        return Map.<String, byte[]>of(
                        "png", Forged.png(50_000, 50_000, new byte[1000]),
                        "flat png", Forged.png(Integer.MAX_VALUE, 1, new byte[1000]),
                        "long png", Forged.png(1, 20_001, new byte[1000]),
                        "gif", Forged.gif(65_535, 65_535),
                        "bmp", Forged.bmp(100_000, 100_000),
                        "bmp from the top", Forged.bmp(30_000, -30_000),
                        "tiff", Forged.tiff(1_000_000, 1_000_000),
                        "webp", Forged.webp(16_000, 16_000),
                        "jpeg", Forged.jpegClaiming(jpeg, 65_500, 65_500))
                .entrySet()
                .stream()
                .map(bomb -> Arguments.of(bomb.getKey(), bomb.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void anImageThatClaimsGiantSidesIsRefusedByItsHeader(String name, byte[] bomb) {
        assertThat(bomb).hasSizeLessThan(5000);
        assertRejected(DeadLetterReason.TOO_MANY_PIXELS, () -> decoder.decode(bomb));
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

    @Test
    void sizesOfZeroAreCorrupt() {
        byte[] jpeg = PillowReference.resource("420.jpg");

        assertRejected(DeadLetterReason.CORRUPT_IMAGE, () -> decoder.decode(Forged.png(0, 5, new byte[5])));
        assertRejected(DeadLetterReason.CORRUPT_IMAGE, () -> decoder.decode(Forged.bmp(0, 5)));
        assertRejected(DeadLetterReason.CORRUPT_IMAGE, () -> decoder.decode(Forged.tiff(5, 0)));
        assertRejected(DeadLetterReason.CORRUPT_IMAGE, () -> decoder.decode(Forged.jpegClaiming(jpeg, 0, 5)));
        assertRejected(DeadLetterReason.CORRUPT_IMAGE, () -> decoder.decode(Forged.jpegClaiming(jpeg, 5, 0)));
    }

    @Test
    void aPngWithFewerRowsThanItClaimsIsCorrupt() {
        assertRejected(DeadLetterReason.CORRUPT_IMAGE, () -> decoder.decode(Forged.png(10, 10, new byte[55])));
    }

    @Test
    void aPngWithAWrongChecksumIsCorrupt() {
        byte[] png = Forged.png(2, 2, new byte[6]);
        png[29] ^= 1;

        assertRejected(DeadLetterReason.CORRUPT_IMAGE, () -> decoder.decode(png))
                .contains("checksum");
    }

    @Test
    void aPngWithTwoHeadersIsCorrupt() {
        byte[] second = Forged.png(30_000, 1, new byte[0]);

        assertRejected(
                DeadLetterReason.CORRUPT_IMAGE,
                () -> decoder.decode(Forged.png(2, 2, new byte[6], Arrays.copyOfRange(second, 8, 33))));
    }

    @Test
    void textThatInflatesIsNeverInflated() {
        byte[] text = Forged.deflated(new byte[50_000_000]);
        byte[] body = new byte[3 + text.length];
        body[0] = 'x';
        System.arraycopy(text, 0, body, 3, text.length);

        BufferedImage image = decoder.decode(Forged.png(2, 2, new byte[6], Forged.chunk("zTXt", body)));

        assertThat(image.getWidth()).isEqualTo(2);
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
