package captionstream.worker.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Images that end at a boundary of their structure, or a little after it. */
final class TruncatedImages {
    /** Of a JPEG; less is of no format. */
    private static final int LONGEST_COMMON_SIGNATURE = 3;

    private TruncatedImages() {}

    static Stream<HostileRow> rows() {
        return Stream.of(
                        cut("420.jpg", ForgedJpeg::boundaries),
                        cut("progressive.jpg", ForgedJpeg::boundaries),
                        cut("palette.png", TruncatedImages::pngChunks),
                        cut("interlaced.png", TruncatedImages::pngChunks),
                        cut("plain.gif", TruncatedImages::gifBlocks),
                        cut("rgb.bmp", bmp -> List.of(14, 54)),
                        cut("raw.tif", TruncatedImages::tiffParts),
                        cut("lossless.webp", webp -> List.of(12, 20)),
                        cut("lossy.webp", webp -> List.of(12, 20, 30)))
                .flatMap(rows -> rows);
    }

    private static Stream<HostileRow> cut(String file, Function<byte[], List<Integer>> boundaries) {
        byte[] whole = PillowReference.resource(file);
        return boundaries.apply(whole).stream()
                .flatMap(start -> Stream.of(start, start + 3))
                .filter(end -> end >= LONGEST_COMMON_SIGNATURE)
                .map(end -> HostileRow.image(
                        file + " cut at byte " + end + " of " + whole.length,
                        Arrays.copyOf(whole, end),
                        "corrupt_image"));
    }

    private static List<Integer> pngChunks(byte[] png) {
        List<Integer> starts = new ArrayList<>();
        for (int at = 8; at < png.length; at += 12 + ByteBuffer.wrap(png).getInt(at)) {
            starts.add(at);
        }
        return starts;
    }

    /** Of a GIF with a colour table for all, whose frame comes first. */
    private static List<Integer> gifBlocks(byte[] gif) {
        int colors = 3 << (gif[10] & 7) + 1;
        int frame = 13 + colors;
        return List.of(6, 13, frame, frame + 10, frame + 11);
    }

    private static List<Integer> tiffParts(byte[] tiff) {
        int directory = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        return List.of(4, directory, directory + 2, directory + 14);
    }
}
