package captionstream.worker.image;

import static captionstream.worker.image.HostileRow.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** Images that take more time or memory than they should, or whose inside does not hold together. */
final class SwellingImages {
    private static final byte[] JPEG = PillowReference.resource("420.jpg");
    private static final byte[] PNG = PillowReference.resource("rgb-97x98.png");
    private static final byte[] WEBP = PillowReference.resource("lossy.webp");
    private static final byte[] ZEROS = new byte[50_000_000];

    private SwellingImages() {}

    static Stream<HostileRow> rows() {
        return Stream.of(pngs(), jpegs(), gifsAndBmps(), tiffs(), webps()).flatMap(rows -> rows);
    }

    private static Stream<HostileRow> pngs() {
        byte[] inflating = Forged.joined(new byte[] {'x', 0, 0}, Forged.deflated(ZEROS));
        byte[] pixels = Forged.chunk("IDAT", Forged.deflated(new byte[6]));
        byte[] end = Forged.chunk("IEND", new byte[0]);
        return Stream.of(
                image("PNG whose text inflates", Forged.png(2, 2, new byte[6], Forged.chunk("zTXt", inflating)), "2x2"),
                image(
                        "PNG whose profile inflates",
                        Forged.png(2, 2, new byte[6], Forged.chunk("iCCP", inflating)),
                        "2x2"),
                image("PNG whose pixels inflate beyond its size", Forged.png(2, 2, ZEROS), "2x2"),
                image("PNG of 49 million pixels in 50 kB", Forged.png(7000, 7000, new byte[7001 * 7000]), "7000x7000")
                        .within(256),
                image("PNG of 49 million pixels and no data", Forged.png(7000, 7000, new byte[0]), "corrupt_image")
                        .within(64),
                image("PNG with fewer rows than it claims", Forged.png(10, 10, new byte[55]), "corrupt_image"),
                image("PNG with a wrong checksum", Forged.flipped(PNG, 20), "corrupt_image"),
                image(
                        "PNG with a second header",
                        Forged.png(2, 2, new byte[6], Arrays.copyOfRange(PNG, 8, 33)),
                        "corrupt_image"),
                image(
                        "PNG with a chunk of 2 GB",
                        Forged.png(2, 2, 8, 0, 0, Forged.claiming("IDAT", Integer.MAX_VALUE)),
                        "corrupt_image"),
                image(
                        "PNG with a chunk of -1 bytes",
                        Forged.png(2, 2, 8, 0, 0, Forged.claiming("IDAT", -1)),
                        "corrupt_image"),
                image(
                        "PNG with a colour its palette lacks",
                        Forged.png(
                                2,
                                2,
                                8,
                                3,
                                0,
                                Forged.chunk("PLTE", new byte[3]),
                                Forged.chunk("IDAT", Forged.deflated(new byte[] {0, 0, 9, 0, 9, 9})),
                                end),
                        "2x2"),
                image("PNG without a palette that needs one", Forged.png(2, 2, 8, 3, 0, pixels, end), "corrupt_image"),
                image("PNG of 3 bits", Forged.png(2, 2, 3, 0, 0, pixels, end), "corrupt_image"),
                image("PNG of an unknown filter", Forged.png(2, 2, new byte[] {9, 0, 0, 9, 0, 0}), "corrupt_image"),
                image("PNG of an unknown interlace", Forged.png(2, 2, 8, 0, 7, pixels, end), "corrupt_image"));
    }

    private static Stream<HostileRow> jpegs() {
        byte[] profile = Forged.joined("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1), new byte[60_000]);
        byte[] exif = "Exif\0\0II*\0\10\0\0\0\u00ff\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        return Stream.of(
                image("JPEG of scans without end", ForgedJpeg.scanBomb(4000, 4000, 20_000), "decode_timeout")
                        .within(64),
                image("JPEG of 49 million pixels and no data", ForgedJpeg.claiming(JPEG, 7000, 7000), "corrupt_image")
                        .within(160),
                image(
                        "JPEG of 50,000 empty segments",
                        ForgedJpeg.withSegments(JPEG, 0xe5, new byte[0], 50_000),
                        "83x61"),
                image("JPEG of 100 profiles", ForgedJpeg.withSegments(JPEG, 0xe2, profile, 100), "83x61")
                        .within(32),
                image(
                        "JPEG with 65,535 EXIF entries and none there",
                        ForgedJpeg.withSegments(JPEG, 0xe1, exif, 1),
                        "83x61"),
                image("JPEG of noise after its header", Forged.noiseAfter(JPEG, 700), "corrupt_image"));
    }

    private static Stream<HostileRow> gifsAndBmps() {
        byte[] pixel = Forged.png(2, 2, new byte[6]);
        return Stream.of(
                image("GIF with a comment of 10 MB in pieces", Forged.gifWithComment(40_000), "1x1")
                        .within(32),
                image("GIF of one pixel on 49 million", Forged.gif(7000, 7000), "7000x7000")
                        .within(160),
                image("GIF of no frame", Arrays.copyOf(Forged.gif(1, 1), Forged.GIF_FRAME), "corrupt_image"),
                image(
                        "GIF with a block of no kind",
                        Forged.flipped(Forged.gif(1, 1), Forged.GIF_FRAME),
                        "corrupt_image"),
                image(
                        "GIF of noise after its header",
                        Forged.noiseAfter(PillowReference.resource("plain.gif"), 100),
                        "corrupt_image"),
                image("BMP around a PNG", Forged.bmp(2, 2, 5, pixel), "unknown_image_format"),
                image("BMP around a JPEG", Forged.bmp(83, 61, 4, JPEG), "unknown_image_format"),
                image("BMP of an unknown compression", Forged.bmp(2, 2, 99, new byte[16]), "corrupt_image"),
                image("BMP of 49 million pixels and no data", Forged.bmp(7000, 7000), "corrupt_image")
                        .within(160));
    }

    private static Stream<HostileRow> tiffs() {
        ForgedTiff tiled = new ForgedTiff(2, 2)
                .without(ForgedTiff.STRIP_OFFSETS, ForgedTiff.ROWS_PER_STRIP, ForgedTiff.STRIP_BYTES)
                .tag(324, ForgedTiff.STRIP)
                .tag(325, 16);
        ForgedTiff inJpeg = new ForgedTiff(83, 61)
                .tag(ForgedTiff.COMPRESSION, 7)
                .tag(ForgedTiff.PHOTOMETRIC, 6)
                .tag(ForgedTiff.SAMPLES_PER_PIXEL, 3);
        return Stream.of(
                image(
                        "TIFF of giant tiles",
                        tiled.tag(322, 1 << 30).tag(323, 1 << 30).bytes(),
                        "too_many_pixels"),
                image(
                        "TIFF of tiles sized by a fraction",
                        tiled.tag(322, 5, 1, 8).tag(323, 16).bytes(),
                        "corrupt_image"),
                image(
                        "TIFF of 60,000 samples to a pixel",
                        new ForgedTiff(7000, 7000)
                                .tag(ForgedTiff.SAMPLES_PER_PIXEL, 60_000)
                                .bytes(),
                        "unknown_image_format"),
                image(
                        "TIFF of 2 billion strips",
                        new ForgedTiff(2, 2)
                                .tag(ForgedTiff.STRIP_OFFSETS, 4, Integer.MAX_VALUE, ForgedTiff.STRIP)
                                .bytes(),
                        "corrupt_image"),
                image(
                        "TIFF with a text of 2 GB",
                        new ForgedTiff(2, 2).tag(305, 2, Integer.MAX_VALUE, 8).bytes(),
                        "2x2"),
                image(
                        "TIFF whose directory follows itself",
                        new ForgedTiff(2, 2).nextDirectory(8).bytes(),
                        "2x2"),
                image(
                        "TIFF whose directory holds itself",
                        new ForgedTiff(2, 2).tag(330, 8).tag(34665, 8).bytes(),
                        "2x2"),
                image("TIFF whose directory is outside", "II*\0\377\377\377\177", "corrupt_image"),
                image(
                        "TIFF whose strip is outside",
                        new ForgedTiff(2, 2)
                                .tag(ForgedTiff.STRIP_OFFSETS, 1 << 30)
                                .bytes(),
                        "corrupt_image"),
                image(
                        "TIFF whose strip inflates",
                        new ForgedTiff(2, 2)
                                .tag(ForgedTiff.COMPRESSION, 8)
                                .strip(Forged.deflated(ZEROS))
                                .bytes(),
                        "2x2"),
                image(
                        "TIFF around a giant JPEG",
                        inJpeg.strip(ForgedJpeg.claiming(JPEG, 65_500, 65_500)).bytes(),
                        "83x61"),
                image(
                        "TIFF around a JPEG of scans without end",
                        new ForgedTiff(8, 8)
                                .tag(ForgedTiff.COMPRESSION, 7)
                                .strip(ForgedJpeg.scanBomb(4000, 4000, 20_000))
                                .bytes(),
                        "decode_timeout"));
    }

    private static Stream<HostileRow> webps() {
        byte[] canvas = ForgedWebp.canvas(40, 34);
        byte[] frame = ForgedWebp.frameOf(WEBP);
        byte[][] empty = new byte[100_001][];
        Arrays.fill(empty, ForgedWebp.chunk("JUNK", new byte[0]));
        empty[100_000] = frame;
        return Stream.of(
                image(
                        "WebP frame that is larger than its canvas",
                        ForgedWebp.file(canvas, ForgedWebp.lossyChunk(WEBP, 16_383, 16_383)),
                        "too_many_pixels"),
                image(
                        "WebP canvas that is larger than its frame",
                        ForgedWebp.file(ForgedWebp.canvas(7000, 7000), frame),
                        "40x34"),
                image(
                        "WebP whose animation hides a giant",
                        ForgedWebp.file(
                                canvas, ForgedWebp.animationFrame(40, 34, ForgedWebp.losslessChunk(16_384, 16_384))),
                        "too_many_pixels"),
                image(
                        "WebP with alpha of 2 GB",
                        ForgedWebp.file(canvas, ForgedWebp.announcing("ALPH", Integer.MAX_VALUE, new byte[20]), frame),
                        "corrupt_image"),
                image(
                        "WebP with a chunk that leads back",
                        ForgedWebp.file(canvas, ForgedWebp.announcing("JUNK", -8, new byte[0]), frame),
                        "corrupt_image"),
                image("WebP of 100,000 empty chunks", ForgedWebp.file(empty), "40x34"),
                image("WebP without a frame", ForgedWebp.file(canvas), "corrupt_image"),
                image(
                                "WebP of 24 million pixels and no data",
                                ForgedWebp.file(ForgedWebp.lossyChunk(WEBP, 4900, 4900)),
                                "corrupt_image")
                        .within(512));
    }
}
