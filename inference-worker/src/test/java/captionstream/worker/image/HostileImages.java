package captionstream.worker.image;

import static captionstream.worker.image.HostileRow.image;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Bytes that are no image, or one that lies about its size, or is more than an image. */
final class HostileImages {
    private static final byte[] JPEG = PillowReference.resource("420.jpg");
    private static final byte[] PNG = PillowReference.resource("rgb-97x98.png");
    private static final byte[] WEBP = PillowReference.resource("lossy.webp");

    private HostileImages() {}

    static Stream<HostileRow> rows() {
        return Stream.of(noImages(), unusual(), polyglots(), zeroSizes(), giants())
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
                image("JPEG with HTML after it", Forged.joined(JPEG, html), "83x61"),
                image("JPEG with HTML in a comment", ForgedJpeg.withSegments(JPEG, 0xfe, html, 1), "83x61"),
                image("PNG with a zip after it", Forged.joined(PNG, zip), "97x98"),
                image(
                        "PNG with HTML in a text chunk",
                        Forged.png(2, 2, new byte[6], Forged.chunk("tEXt", html)),
                        "2x2"),
                image(
                        "GIF with a script after it",
                        Forged.joined(PillowReference.resource("plain.gif"), html),
                        "40x34"),
                image("script that begins like a GIF", "GIF89a/*…*/=1;alert(1)", "corrupt_image"),
                image("script that begins like a BMP", "BM=1;alert(1)", "corrupt_image"),
                image(
                        "PDF around a JPEG",
                        Forged.joined("%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII), JPEG),
                        "unknown_image_format"),
                image("JPEG after a line break", Forged.joined(new byte[] {'\n'}, JPEG), "unknown_image_format"),
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
}
