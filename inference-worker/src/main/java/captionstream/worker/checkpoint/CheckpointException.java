package captionstream.worker.checkpoint;

import java.io.IOException;

/** A checkpoint is damaged, hostile or of a kind that is not read; the message says where and why. */
public final class CheckpointException extends IOException {
    public CheckpointException(String problem) {
        super(problem);
    }
}
