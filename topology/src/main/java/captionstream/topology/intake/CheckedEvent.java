package captionstream.topology.intake;

import captionstream.ImageEvent;
import captionstream.schemas.DeadLetterReason;
import org.jspecify.annotations.Nullable;

/** The verdict on a record of image events. */
public sealed interface CheckedEvent {
    record Valid(ImageEvent event) implements CheckedEvent {}

    /**
     * @param message what is wrong, for people; it quotes nothing of the URI
     * @param imageId where the record could be read that far
     * @param uri as the event has it, where the record could be read that far
     */
    record Invalid(
            DeadLetterReason reason,
            String message,
            @Nullable String imageId,
            @Nullable String uri) implements CheckedEvent {}
}
