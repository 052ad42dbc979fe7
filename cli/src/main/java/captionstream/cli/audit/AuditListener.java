package captionstream.cli.audit;

import captionstream.Caption;
import captionstream.DeadLetter;
import org.jspecify.annotations.Nullable;

/** Hears of records as the audit reads them. */
public interface AuditListener {
    /** Hears nothing. */
    AuditListener NONE = new AuditListener() {};

    /** @param key of the event, which is the image's id if the event is valid */
    default void event(@Nullable String key) {}

    default void caption(Caption caption) {}

    default void deadLetter(DeadLetter letter) {}
}
