package captionstream.worker.caption;

import captionstream.worker.caption.TokenChoice.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Random numbers without a stream: each is a digest of the seed and of the step it is for. So none depends on how many
 * were drawn before it, or on the batch, the thread, or the release of Java.
 */
final class StepRandom {
    private StepRandom() {}

    /** In [0, 1): the first 53 bits of SHA-256 over seed, step, length of the image id, image id in UTF-8, prompt. */
    static double uniform(long seed, Step step) {
        byte[] imageId = step.imageId().getBytes(StandardCharsets.UTF_8);
        ByteBuffer key = ByteBuffer.allocate(Long.BYTES * (3 + step.prompt().length) + imageId.length);
        key.putLong(seed).putLong(step.index()).putLong(imageId.length).put(imageId);
        for (long id : step.prompt()) {
            key.putLong(id);
        }
        return (ByteBuffer.wrap(sha256(key.array())).getLong() >>> 11) * 0x1p-53;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
