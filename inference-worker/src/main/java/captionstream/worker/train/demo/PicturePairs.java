package captionstream.worker.train.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes the drawings as image files with a caption each: {@code pairs.csv} for the styles to learn from,
 * {@code held-out.csv} for those held out, both with the columns image and caption, and the images beside them.
 */
public final class PicturePairs {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader("image", "caption")
            .setRecordSeparator("\n")
            .get();

    private final PictureLibrary library;
    private final Path out;
    private final Listener listener;
    private int done;

    /** Told how far writing has come. */
    public interface Listener {
        void onWritten(int done, int drawings);
    }

    private PicturePairs(PictureLibrary library, Path out, Listener listener) {
        this.library = library;
        this.out = out;
        this.listener = listener;
    }

    /** @param data folder filled by {@code demo/fetch-data.sh} */
    public static void write(Path data, Path out, Listener listener) {
        PictureLibrary library = PictureLibrary.read(data, DemoEvaluation.UNSEEN_STYLES);
        PicturePairs pairs = new PicturePairs(library, out, listener);
        pairs.write("pairs.csv", library.seen());
        pairs.write("held-out.csv", library.unseen());
    }

    private void write(String csv, List<Picture> pictures) {
        Map<String, Integer> variants = new HashMap<>();
        try {
            Files.createDirectories(out);
            try (CSVPrinter rows = FORMAT.print(Files.newBufferedWriter(out.resolve(csv), StandardCharsets.UTF_8))) {
                for (Picture picture : pictures) {
                    Concept concept = library.concepts().get(picture.concept());
                    String name = picture.style() + "/" + concept.codepoint();
                    String file = name + "-" + variants.merge(name, 1, Integer::sum) + ".png";
                    draw(picture, out.resolve(file));
                    rows.printRecord(file, Captions.sentence(concept));
                    listener.onWritten(
                            ++done, library.seen().size() + library.unseen().size());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void draw(Picture picture, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.write(picture.onWhite(), "png", file.toFile());
    }
}
