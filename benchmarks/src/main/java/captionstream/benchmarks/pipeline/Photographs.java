package captionstream.benchmarks.pipeline;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Pictures of 640 by 480 that cost a decoder what photographs do: smooth shades and some noise, all different. */
public final class Photographs {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private Photographs() {}

    /** JPEG files; the same ones every time. */
    public static List<Path> write(Path folder, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> photograph(folder.resolve("photograph-%03d.jpg".formatted(i)), i))
                .toList();
    }

    private static Path photograph(Path file, long seed) {
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(picture(new SplittableRandom(seed)), "jpeg", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage picture(SplittableRandom random) {
        double[][] waves = new double[9][];
        for (int wave = 0; wave < waves.length; wave++) {
            double step = random.nextDouble(0.005, 0.05);
            waves[wave] = IntStream.range(0, WIDTH + HEIGHT)
                    .mapToDouble(at -> Math.sin(step * at))
                    .toArray();
        }
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int rgb = 0;
                for (int channel = 0; channel < 3; channel++) {
                    double shade = waves[3 * channel][x] + waves[3 * channel + 1][y] + waves[3 * channel + 2][x + y];
                    int value = (int) (128 + 35 * shade + random.nextInt(-12, 13));
                    rgb = rgb << 8 | Math.max(0, Math.min(255, value));
                }
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }
}
