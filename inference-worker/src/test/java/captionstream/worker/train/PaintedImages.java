package captionstream.worker.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Squares of a few colours, each a little different, and what there is to say about them. */
final class PaintedImages {
    private static final String[] NAMES = {"a red square", "a green square", "a blue square", "a black square"};
    private static final int[] COLOURS = {0xE00000, 0x00C000, 0x0000E0, 0x000000};

    private PaintedImages() {}

    /** Paints into the folder and returns what was painted. */
    static List<CaptionedImage> paint(Path folder, int count) {
        List<CaptionedImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String file = "square-" + i + ".png";
            write(folder.resolve(file), COLOURS[i % 4] + 0x010101 * (i / 4));
            images.add(new CaptionedImage(file, List.of("There is " + NAMES[i % 4] + ".", "It is " + NAMES[i % 4])));
        }
        return images;
    }

    private static void write(Path file, int colour) {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 32 * 32; pixel++) {
            image.setRGB(pixel % 32, pixel / 32, colour);
        }
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
