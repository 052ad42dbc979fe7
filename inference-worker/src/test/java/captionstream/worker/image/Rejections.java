package captionstream.worker.image;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import captionstream.schemas.DeadLetterReason;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions on what became of a bad image. */
final class Rejections {
    private Rejections() {}

    /** Fails unless the action rejects the image for the reason; goes on with the message. */
    static AbstractStringAssert<?> assertRejected(DeadLetterReason reason, ThrowingCallable action) {
        ImageRejected rejected = catchThrowableOfType(ImageRejected.class, action);
        Assertions.assertThat(rejected).as("rejected for " + reason).isNotNull();
        Assertions.assertThat(rejected.reason()).as(rejected.getMessage()).isEqualTo(reason);
        return Assertions.assertThat(rejected.getMessage());
    }
}
