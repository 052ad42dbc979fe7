package captionstream.dashboard.web;

import captionstream.dashboard.publish.ImageEvents;
import captionstream.dashboard.replay.DeadLetterReplays;
import captionstream.dashboard.upload.UploadFolder;
import org.jspecify.annotations.Nullable;

/**
 * What people may do through the page besides looking.
 *
 * @param events where images to be tried go; null for nowhere
 * @param uploads where uploaded images go; null for nowhere
 * @param replays replays dead letters; null for none
 */
public record PageActions(
        @Nullable ImageEvents events,
        @Nullable UploadFolder uploads,
        @Nullable DeadLetterReplays replays) {
    /** Nothing: there is no route then that takes anything. */
    public static final PageActions NONE = new PageActions(null, null, null);
}
