package captionstream.worker.train;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which images are learnt from and which are held back. An image is held back where the digest of its content and the
 * seed, read as a number in [0, 1), is below the share: so copies of an image stay together, and adding images moves
 * none of the others.
 *
 * @param validation in the order of that number, so that the first few are a sample
 */
record DataSplit(List<TrainingImage> training, List<TrainingImage> validation) {

    /** @throws TrainingRefused where one side would be empty */
    static DataSplit of(List<TrainingImage> images, double share, long seed) {
        List<TrainingImage> training = new ArrayList<>();
        List<TrainingImage> validation = new ArrayList<>();
        images.forEach(image -> (lot(image.sha256(), seed) < share ? validation : training).add(image));
        if (training.isEmpty() || validation.isEmpty()) {
            throw new TrainingRefused("of " + images.size() + " images " + training.size()
                    + " are left to learn from and " + validation.size()
                    + " to validate on: give more images, or another --validation-share or --seed");
        }
        validation.sort(Comparator.comparingDouble(image -> lot(image.sha256(), seed)));
        return new DataSplit(List.copyOf(training), List.copyOf(validation));
    }

    /** @return in [0, 1) */
    static double lot(String sha256, long seed) {
        byte[] digest = Sha256.of((sha256 + " " + seed).getBytes(StandardCharsets.UTF_8));
        return (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1p-53;
    }
}
