package captionstream.cli.replay;

import captionstream.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The image that a dead letter is about. */
final class ImageId {
    private ImageId() {}

    /** What the letter says, or else the key of its record, which is the id if the record was in order. */
    static @Nullable String of(DeadLetter letter) {
        ByteBuffer key = letter.getKey();
        if (letter.getImageId() != null) {
            return letter.getImageId();
        }
        return key == null
                ? null
                : StandardCharsets.UTF_8.decode(key.duplicate()).toString();
    }
}
