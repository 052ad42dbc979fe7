package captionstream.dashboard;

import captionstream.PromptSet;
import captionstream.dashboard.replay.DeadLetterReplays;
import captionstream.dashboard.thumbnail.Thumbnails;
import captionstream.dashboard.upload.ImageCheck;

/**
 * What the dashboard needs of the other services, by whoever puts them together: it knows none of them itself.
 *
 * @param thumbnails small pictures, read by the worker's rules
 * @param imageCheck the worker's rules for what an image is
 * @param replays replays dead letters
 * @param promptsUnlessChosen the prompts that intake uses while nobody has chosen others
 */
public record Surroundings(
        Thumbnails thumbnails, ImageCheck imageCheck, DeadLetterReplays replays, PromptSet promptsUnlessChosen) {}
