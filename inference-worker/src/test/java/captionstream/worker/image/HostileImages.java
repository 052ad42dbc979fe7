package captionstream.worker.image;

import static captionstream.worker.image.HostileRow.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/** Bytes that are no image, or one that lies, swells, or is more than an image. */
final class HostileImages {
    private static final byte[] JPEG = PillowReference.resource("420.jpg");
    private static final byte[] PNG = PillowReference.resource("rgb-97x98.png");
    private static final byte[] WEBP = PillowReference.resource("lossy.webp");
    private static final byte[] ZEROS = new byte[50_000_000];

    private HostileImages() {}

    static Stream<HostileRow> rows() {
        return Stream.of(
                        noImages(),
                        unusual(),
                        polyglots(),
                        zeroSizes(),
                        giants(),
                        pngs(),
                        jpegs(),
                        gifsAndBmps(),
                        tiffs(),
                        webps())
                .flatMap(rows -> rows);
    }

    private static Stream<HostileRow> noImages() {
        return Stream.of(
                image("no bytes", "", "empty_image"),
                image("one byte", "x", "unknown_image_format"),
                image("HTML", "<html><img src='a.png'></html>", "unknown_image_format"),
                image("SVG", "<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown_image_format"),
                image("PDF", "%PDF-1.7", "unknown_image_format"),
                image("zip", "PK\3\4", "unknown_image_format"),
                image("wave in RIFF", "RIFF____WAVE", "unknown_image_format"),
                image("AVIF", "\0\0\0\34ftypavif", "unknown_image_format"),
                image("JPEG XL", "\u00ff\n", "unknown_image_format"),
                image("icon", "\0\0\1\0\1\0", "unknown_image_format"),
                image("Photoshop", "8BPS\0\1", "unknown_image_format"),
                image("BigTIFF", "II+\0\10\0\0\0", "unknown_image_format"),
                image("EPS", "%!PS-Adobe-3.0 EPSF-3.0", "unknown_image_format"),
                image("nothing but a JPEG signature", "\u00ff\u00d8\u00ff", "corrupt_image"),
                image("nothing but a PNG signature", "\u0089PNG\r\n\u001a\n", "corrupt_image"),
                image("nothing but a GIF signature", "GIF89a", "corrupt_image"),
                image("nothing but a BMP signature", "BM", "corrupt_image"),
                image("nothing but a TIFF signature", "II*\0", "corrupt_image"),
                image("nothing but a WebP signature", "RIFF\0\0\0\0WEBP", "corrupt_image"));
    }

    private static Stream<HostileRow> unusual() {
        return Stream.of(
                image("animated GIF", PillowReference.resource("animated.gif"), "40x34"),
                image("animated PNG", Forged.png(2, 2, new byte[6], Forged.chunk("acTL", new byte[8])), "2x2"),
                image(
                        "animated WebP",
                        ForgedWebp.file(
                                ForgedWebp.canvas(40, 34),
                                ForgedWebp.chunk("ANIM", new byte[6]),
                                ForgedWebp.animationFrame(40, 34, ForgedWebp.frameOf(WEBP)),
                                ForgedWebp.animationFrame(40, 34, new byte[5])),
                        "40x34"),
                image("CMYK JPEG", PillowReference.resource("cmyk.jpg"), "83x61"),
                image("YCCK JPEG", PillowReference.resource("ycck.jpg"), "83x61"),
                image("CMYK TIFF", PillowReference.resource("cmyk.tif"), "40x34"),
                image("16-bit PNG", PillowReference.resource("rgb-16.png"), "40x34"),
                image("16-bit grey PNG", PillowReference.resource("grey-16.png"), "40x34"),
                image("1-bit PNG", PillowReference.resource("grey-1.png"), "40x34"),
                image(
                        "32-bit TIFF",
                        new ForgedTiff(2, 2).tag(ForgedTiff.BITS_PER_SAMPLE, 32).bytes(),
                        "unknown_image_format"),
                image("12-bit JPEG", withPrecision(12), "unknown_image_format"),
                image("arithmetic JPEG", ForgedJpeg.ofKind(JPEG, 0xc9), "unknown_image_format"),
                image("lossless JPEG", ForgedJpeg.ofKind(JPEG, 0xc3), "unknown_image_format"));
    }

    private static byte[] withPrecision(int bits) {
        byte[] forged = ForgedJpeg.ofKind(JPEG, 0xc1);
        int frame = ForgedJpeg.boundaries(JPEG).stream()
                .filter(start -> (JPEG[start + 1] & 0xff) == 0xc0)
                .findFirst()
                .orElseThrow();
        forged[frame + 4] = (byte) bits;
        return forged;
    }

    private static Stream<HostileRow> polyglots() {
        byte[] html = "<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
        byte[] zip = "PK\5\6".getBytes(StandardCharsets.US_ASCII);
        return Stream.of(
                image("JPEG with HTML after it", joined(JPEG, html), "83x61"),
                image("JPEG with HTML in a comment", ForgedJpeg.withSegments(JPEG, 0xfe, html, 1), "83x61"),
                image("PNG with a zip after it", joined(PNG, zip), "97x98"),
                image(
                        "PNG with HTML in a text chunk",
                        Forged.png(2, 2, new byte[6], Forged.chunk("tEXt", html)),
                        "2x2"),
                image("GIF with a script after it", joined(PillowReference.resource("plain.gif"), html), "40x34"),
                image("script that begins like a GIF", "GIF89a/*…*/=1;alert(1)", "corrupt_image"),
                image("script that begins like a BMP", "BM=1;alert(1)", "corrupt_image"),
                image(
                        "PDF around a JPEG",
                        joined("%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII), JPEG),
                        "unknown_image_format"),
                image("JPEG after a line break", joined(new byte[] {'\n'}, JPEG), "unknown_image_format"),
                HostileRow.of("JPEG named .png", world -> world.file("a.png", JPEG), "83x61"),
                HostileRow.of("PNG named .jpg", world -> world.file("a.jpg", PNG), "97x98"),
                HostileRow.of("HTML named .png", world -> world.file("a.png", html), "unknown_image_format"));
    }

    private static Stream<HostileRow> zeroSizes() {
        return Stream.of(
                image("PNG of no width", Forged.png(0, 5, new byte[5]), "corrupt_image"),
                image("PNG of negative width", Forged.png(-1, 5, new byte[5]), "corrupt_image"),
                image("GIF of no size", Forged.gifFrame(0, 0), "corrupt_image"),
                image("BMP of no width", Forged.bmp(0, 5), "corrupt_image"),
                image("BMP of negative width", Forged.bmp(-5, 5), "corrupt_image"),
                image("TIFF of no height", new ForgedTiff(5, 0).bytes(), "corrupt_image"),
                image("TIFF of negative height", new ForgedTiff(5, -5).bytes(), "corrupt_image"),
                image("JPEG of no width", ForgedJpeg.claiming(JPEG, 0, 5), "corrupt_image"),
                image("JPEG of no height", ForgedJpeg.claiming(JPEG, 5, 0), "corrupt_image"),
                image("WebP of no size", ForgedWebp.file(ForgedWebp.lossyChunk(WEBP, 0, 0)), "corrupt_image"));
    }

    private static Stream<HostileRow> giants() {
        return Stream.of(
                image("giant PNG", Forged.png(50_000, 50_000, new byte[1000]), "too_many_pixels"),
                image("endlessly wide PNG", Forged.png(Integer.MAX_VALUE, 1, new byte[1000]), "too_many_pixels"),
                image("tall PNG", Forged.png(1, 20_001, new byte[1000]), "too_many_pixels"),
                image("PNG of a row too many", Forged.png(10_000, 5_001, new byte[1000]), "too_many_pixels"),
                image("giant GIF canvas", Forged.gif(65_535, 65_535), "too_many_pixels"),
                image("giant GIF frame", Forged.gifFrame(65_535, 65_535), "too_many_pixels"),
                image("giant BMP", Forged.bmp(100_000, 100_000), "too_many_pixels"),
                image("giant BMP from the top", Forged.bmp(30_000, -30_000), "too_many_pixels"),
                image("giant TIFF", new ForgedTiff(1_000_000, 1_000_000).bytes(), "too_many_pixels"),
                image("giant WebP", ForgedWebp.file(ForgedWebp.losslessChunk(16_384, 16_384)), "too_many_pixels"),
                image(
                        "giant lossy WebP",
                        ForgedWebp.file(ForgedWebp.lossyChunk(WEBP, 16_383, 16_383)),
                        "too_many_pixels"),
                image("giant JPEG", ForgedJpeg.claiming(JPEG, 65_500, 65_500), "too_many_pixels"));
    }

    private static Stream<HostileRow> pngs() {
        byte[] inflating = joined(new byte[] {'x', 0, 0}, Forged.deflated(ZEROS));
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
                image("PNG with a wrong checksum", flipped(PNG, 20), "corrupt_image"),
                image(
                        "PNG with a second header",
                        Forged.png(2, 2, new byte[6], Arrays.copyOfRange(PNG, 8, 33)),
                        "corrupt_image"),
                image(
                        "PNG with a chunk of 2 GB",
                        Forged.png(2, 2, 8, 0, 0, claiming("IDAT", Integer.MAX_VALUE)),
                        "corrupt_image"),
                image("PNG with a chunk of -1 bytes", Forged.png(2, 2, 8, 0, 0, claiming("IDAT", -1)), "corrupt_image"),
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
        byte[] profile = joined("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1), new byte[60_000]);
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
                image("JPEG of noise after its header", noiseAfter(JPEG, 700), "corrupt_image"));
    }

    private static Stream<HostileRow> gifsAndBmps() {
        byte[] pixel = Forged.png(2, 2, new byte[6]);
        return Stream.of(
                image("GIF with a comment of 10 MB in pieces", Forged.gifWithComment(40_000), "1x1")
                        .within(32),
                image("GIF of one pixel on 49 million", Forged.gif(7000, 7000), "7000x7000")
                        .within(160),
                image("GIF of no frame", Arrays.copyOf(Forged.gif(1, 1), Forged.GIF_FRAME), "corrupt_image"),
                image("GIF with a block of no kind", flipped(Forged.gif(1, 1), Forged.GIF_FRAME), "corrupt_image"),
                image(
                        "GIF of noise after its header",
                        noiseAfter(PillowReference.resource("plain.gif"), 100),
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

    private static byte[] claiming(String type, int length) {
        byte[] chunk = Forged.chunk(type, new byte[20]);
        return ByteBuffer.wrap(chunk).putInt(length).array();
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static byte[] noiseAfter(byte[] bytes, int start) {
        byte[] changed = bytes.clone();
        byte[] noise = new byte[bytes.length - start];
        new Random(1).nextBytes(noise);
        System.arraycopy(noise, 0, changed, start, noise.length);
        return changed;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
